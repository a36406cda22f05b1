// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "core/arena.h"
#include "core/array.h"

#include <stdint.h>
#include <string.h>

typedef struct counter {
    int allocs;
    int frees;
    int left; // allocations until there is no memory
} counter;

static void *count_alloc(size_t size, void *user)
{
    counter *c = user;
    c->allocs += 1;
    return c->allocs > c->left ? NULL : malloc(size);
}

static void count_free(void *ptr, void *user)
{
    ((counter *)user)->frees += 1;
    free(ptr);
}

static void use_counter(counter *c)
{
    c->left = 1000;
    gm_allocator_set(&(gm_allocator){.alloc = count_alloc, .free = count_free, .user = c});
}

START_TEST(memory_is_zeroed_also_when_it_is_used_again)
{
    gm_arena arena = {0};
    memset(gm_arena_alloc(&arena, 1000, 1), 0xFF, 1000);
    gm_arena_reset(&arena);
    const unsigned char *again = gm_arena_alloc(&arena, 1000, 1);
    for (int i = 0; i < 1000; i++) {
        ck_assert_int_eq(again[i], 0);
    }
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(every_alignment_is_kept)
{
    gm_arena arena;
    gm_arena_init(&arena, 256);
    for (size_t align = 1; align <= 4096; align *= 2) {
        gm_arena_alloc(&arena, 1, 1);
        uintptr_t at = (uintptr_t)gm_arena_alloc(&arena, 3, align);
        ck_assert_uint_eq(at % align, 0);
    }
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(reset_keeps_the_blocks)
{
    counter c = {0};
    use_counter(&c);
    gm_arena arena;
    gm_arena_init(&arena, 1024);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 50; i++) {
            gm_arena_alloc(&arena, 100, 8);
        }
        gm_arena_alloc(&arena, 5000, 8);
        if (round == 0) {
            c.frees = c.allocs;
        }
        ck_assert_int_eq(c.allocs, c.frees);
        gm_arena_reset(&arena);
    }
    c.frees = 0;
    gm_arena_fini(&arena);
    ck_assert_int_eq(c.frees, c.allocs);
    gm_allocator_set(NULL);
}
END_TEST

START_TEST(rewind_gives_the_same_address_again)
{
    gm_arena arena = {0};
    gm_arena_alloc(&arena, 10, 1);
    gm_mark mark = gm_arena_mark(&arena);
    void *first = gm_arena_alloc(&arena, 10, 8);
    gm_arena_alloc(&arena, 100000, 8);
    gm_arena_rewind(&arena, mark);
    ck_assert_ptr_eq(gm_arena_alloc(&arena, 10, 8), first);
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(texts_are_copied_and_printed)
{
    gm_arena arena = {0};
    ck_assert_str_eq(gm_arena_strdup(&arena, "weld"), "weld");
    ck_assert_str_eq(gm_arena_strndup(&arena, "weld", 2), "we");
    ck_assert_str_eq(gm_arena_strndup(&arena, "we", 9), "we");
    ck_assert_str_eq(gm_arena_printf(&arena, "%s-%d", "rack", 7), "rack-7");
    gm_arena_fini(&arena);
}
END_TEST

// By hand: the sum of 0 .. 999 is 499500.
START_TEST(an_array_grows_and_keeps_its_items)
{
    gm_arena arena = {0};
    GM_ARRAY(int) in_arena = {0};
    GM_ARRAY(int) on_hook = {0};
    for (int i = 0; i < 1000; i++) {
        GM_ARRAY_PUSH(&arena, &in_arena, i);
        GM_ARRAY_PUSH(NULL, &on_hook, i);
    }
    int sum = 0;
    for (int i = 0; i < in_arena.n; i++) {
        sum += in_arena.items[i];
        ck_assert_int_eq(in_arena.items[i], on_hook.items[i]);
    }
    ck_assert_int_eq(sum, 499500);
    GM_ARRAY_FREE(&on_hook);
    gm_arena_fini(&arena);
}
END_TEST

START_TEST(no_memory_ends_the_program)
{
    counter c = {0};
    use_counter(&c);
    c.left = 0;
    gm_arena arena = {0};
    gm_arena_alloc(&arena, 1, 1);
}
END_TEST

START_TEST(a_wrong_alignment_stops_the_program)
{
    gm_arena arena = {0};
    gm_arena_alloc(&arena, 1, 3);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("arena");
    tcase_add_test(c, memory_is_zeroed_also_when_it_is_used_again);
    tcase_add_test(c, every_alignment_is_kept);
    tcase_add_test(c, reset_keeps_the_blocks);
    tcase_add_test(c, rewind_gives_the_same_address_again);
    tcase_add_test(c, texts_are_copied_and_printed);
    tcase_add_test(c, an_array_grows_and_keeps_its_items);
    tcase_add_test_raise_signal(c, no_memory_ends_the_program, 6 /* SIGABRT */);
    tcase_add_test_raise_signal(c, a_wrong_alignment_stops_the_program, 6 /* SIGABRT */);
    return gm_check_main("core/arena", c);
}
