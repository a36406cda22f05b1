// SPDX-License-Identifier: MIT

#include "check_main.h"

#include "sim/heap.h"

#include <math.h>
#include <signal.h>

enum { ITEMS = 200 };

// What is pending, in no order: the reference looks through all of it.
typedef struct pending {
    double key;
    uint32_t order;
    bool is_in;
} pending;

static uint32_t draw(uint64_t *state, uint32_t n)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u; // Knuth, MMIX
    return (uint32_t)(*state >> 33) % n;
}

static void *memory_for(uint32_t capacity)
{
    size_t size = (gm_heap_size(capacity) + GM_HEAP_ALIGN - 1) / GM_HEAP_ALIGN * GM_HEAP_ALIGN;
    void *memory = aligned_alloc(GM_HEAP_ALIGN, size);
    ck_assert_ptr_nonnull(memory);
    return memory;
}

static uint32_t first_of(const pending *all)
{
    uint32_t first = GM_HEAP_NONE;
    for (uint32_t i = 0; i < ITEMS; i += 1) {
        if (all[i].is_in &&
            (first == GM_HEAP_NONE || all[i].key < all[first].key ||
             (all[i].key == all[first].key && all[i].order < all[first].order))) {
            first = i;
        }
    }
    return first;
}

// One operation on the heap and on the reference.
static void step(gm_heap *h, pending *all, uint64_t *state)
{
    uint32_t item = draw(state, ITEMS);
    pending p = {.key = draw(state, 12), .order = draw(state, 3), .is_in = true};
    uint32_t top = first_of(all);
    switch (draw(state, 5)) {
    case 0:
    case 1:
        if (!all[item].is_in && !gm_heap_is_full(h)) {
            gm_heap_push(h, p.key, p.order, item);
            all[item] = p;
        }
        break;
    case 2:
        if (top != GM_HEAP_NONE) {
            ck_assert_uint_eq(gm_heap_entry_item(gm_heap_top(h)), top);
            gm_heap_entry e = gm_heap_pop(h);
            ck_assert_uint_eq(gm_heap_entry_item(&e), top);
            ck_assert_uint_eq(gm_heap_entry_order(&e), all[top].order);
            ck_assert_double_eq(e.key, all[top].key);
            all[top].is_in = false;
        }
        break;
    case 3:
        if (top != GM_HEAP_NONE && (item == top || !all[item].is_in)) {
            gm_heap_replace_top(h, p.key, p.order, item);
            all[top].is_in = false;
            all[item] = p;
        }
        break;
    default:
        ck_assert_int_eq(gm_heap_has(h, item), all[item].is_in);
        ck_assert_int_eq(gm_heap_remove(h, item), all[item].is_in);
        all[item].is_in = false;
        break;
    }
}

START_TEST(any_mix_of_operations_agrees_with_a_search_of_all_pending)
{
    gm_heap h;
    void *memory = memory_for(80);
    uint32_t pos[ITEMS];
    gm_heap_init(&h, memory, 80);
    gm_heap_index(&h, pos, ITEMS);
    pending all[ITEMS] = {0};
    uint64_t state = 1;
    for (int i = 0; i < 20000; i += 1) {
        step(&h, all, &state);
        ck_assert(gm_heap_is_sound(&h));
    }
    free(memory);
}
END_TEST

// Every size up to three full levels (1 + 4 + 16 + 64), filled in three ways.
START_TEST(what_comes_out_is_sorted_however_it_went_in)
{
    enum { N = 90 };
    void *memory = memory_for(N);
    for (uint32_t n = 1; n <= N; n += 1) {
        for (uint32_t way = 0; way < 3; way += 1) {
            gm_heap h;
            gm_heap_init(&h, memory, n);
            for (uint32_t i = 0; i < n; i += 1) {
                uint32_t k = way == 0 ? i : way == 1 ? n - 1 - i : (i * 37 + 11) % n;
                uint32_t pair = k / 2;
                gm_heap_push(&h, pair, 7 - k % 2, k);
            }
            ck_assert(gm_heap_is_full(&h));
            gm_heap_entry last = gm_heap_pop(&h);
            while (!gm_heap_is_empty(&h)) {
                gm_heap_entry e = gm_heap_pop(&h);
                ck_assert(last.key < e.key || (last.key == e.key && last.rank <= e.rank));
                ck_assert(gm_heap_is_sound(&h));
                last = e;
            }
        }
    }
    free(memory);
}
END_TEST

START_TEST(ties_leave_by_order_then_by_item)
{
    gm_heap h;
    void *memory = memory_for(8);
    gm_heap_init(&h, memory, 8);
    gm_heap_push(&h, 1.0, 2, 0);
    gm_heap_push(&h, 1.0, 1, 9);
    gm_heap_push(&h, 1.0, 1, 4);
    gm_heap_push(&h, 0.0, 6, 7);
    gm_heap_push(&h, -0.0, 5, 5);
    gm_heap_push(&h, (double)INFINITY, 0, 6);
    static const uint32_t want[] = {5, 7, 4, 9, 0, 6};
    for (size_t i = 0; i < 6; i += 1) {
        gm_heap_entry e = gm_heap_pop(&h);
        ck_assert_uint_eq(gm_heap_entry_item(&e), want[i]);
    }
    free(memory);
}
END_TEST

START_TEST(a_heap_in_a_larger_block_holds_the_same)
{
    gm_heap h;
    void *small = memory_for(5);
    void *large = memory_for(50);
    uint32_t pos[50];
    gm_heap_init(&h, small, 5);
    gm_heap_index(&h, pos, 50);
    for (uint32_t i = 0; i < 5; i += 1) {
        gm_heap_push(&h, 5.0 - i, 0, i);
    }
    gm_heap_grow(&h, large, 50);
    free(small);
    for (uint32_t i = 5; i < 50; i += 1) {
        gm_heap_push(&h, 100.0 - i, 0, i);
    }
    ck_assert(gm_heap_is_full(&h) && gm_heap_is_sound(&h));
    for (uint32_t i = 0; i < 5; i += 1) {
        gm_heap_entry e = gm_heap_pop(&h);
        ck_assert_uint_eq(gm_heap_entry_item(&e), 4 - i);
    }
    free(large);
}
END_TEST

START_TEST(a_cleared_heap_has_nothing_and_can_be_filled)
{
    gm_heap h;
    void *memory = memory_for(10);
    uint32_t pos[10];
    gm_heap_init(&h, memory, 10);
    gm_heap_index(&h, pos, 10);
    for (uint32_t i = 0; i < 10; i += 1) {
        gm_heap_push(&h, i, 0, i);
    }
    gm_heap_clear(&h);
    ck_assert(gm_heap_is_empty(&h) && gm_heap_is_sound(&h));
    ck_assert(!gm_heap_has(&h, 3) && !gm_heap_remove(&h, 3));
    gm_heap_push(&h, 1.0, 0, 3);
    ck_assert(gm_heap_has(&h, 3) && gm_heap_is_sound(&h));
    free(memory);
}
END_TEST

START_TEST(children_of_one_entry_share_a_cache_line)
{
    ck_assert_uint_eq(4 * sizeof(gm_heap_entry), GM_HEAP_ALIGN);
    ck_assert_uint_eq((GM_HEAP_ROOT + 1) * sizeof(gm_heap_entry) % GM_HEAP_ALIGN, 0);
}
END_TEST

START_TEST(a_push_into_a_full_heap_stops_the_program)
{
    gm_heap h;
    gm_heap_init(&h, memory_for(1), 1);
    gm_heap_push(&h, 1.0, 0, 0);
    gm_heap_push(&h, 2.0, 0, 1);
}
END_TEST

START_TEST(a_key_that_is_not_a_number_stops_the_program)
{
    gm_heap h;
    gm_heap_init(&h, memory_for(1), 1);
    gm_heap_push(&h, (double)NAN, 0, 0);
}
END_TEST

START_TEST(a_pop_from_an_empty_heap_stops_the_program)
{
    gm_heap h;
    gm_heap_init(&h, memory_for(1), 1);
    gm_heap_pop(&h);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("heap");
    tcase_add_test(cases, any_mix_of_operations_agrees_with_a_search_of_all_pending);
    tcase_add_test(cases, what_comes_out_is_sorted_however_it_went_in);
    tcase_add_test(cases, ties_leave_by_order_then_by_item);
    tcase_add_test(cases, a_heap_in_a_larger_block_holds_the_same);
    tcase_add_test(cases, a_cleared_heap_has_nothing_and_can_be_filled);
    tcase_add_test(cases, children_of_one_entry_share_a_cache_line);
    tcase_add_test_raise_signal(cases, a_push_into_a_full_heap_stops_the_program, SIGABRT);
    tcase_add_test_raise_signal(cases, a_key_that_is_not_a_number_stops_the_program, SIGABRT);
    tcase_add_test_raise_signal(cases, a_pop_from_an_empty_heap_stops_the_program, SIGABRT);
    return gm_check_main("sim/heap", cases);
}
