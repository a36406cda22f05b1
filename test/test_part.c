// SPDX-License-Identifier: MIT
//
// The pool of parts, and the lists and heaps that they stand in.

#include "check_main.h"
#include "model_plant.h"

#define HEAD  "gemba: 1\nclock: {run: 2000 s, horizon: terminating}\n"
#define PARTS 3000

static model_plant plant;
static uint64_t state = 7;

static uint32_t draw(uint32_t n)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33) % n;
}

static void start(void)
{
    model_start(&plant,
                HEAD "guards: {parts: 5000}\nplant: {line: [{source: in, every: 1 h}, {sink: "
                     "out}]}");
}

START_TEST(list_gives_what_was_put_in_order)
{
    start();
    gm_list list = {0};
    uint32_t parts[5];
    for (int i = 0; i < 5; i++) {
        parts[i] = gm_part_new(plant.run, 0);
    }
    for (int i = 1; i < 4; i++) {
        gm_list_push(plant.run, &list, parts[i]);
    }
    gm_list_push_front(plant.run, &list, parts[0]);
    ck_assert(!gm_list_remove(plant.run, &list, parts[4]));
    ck_assert(gm_list_remove(plant.run, &list, parts[3])); // the last
    gm_list_push(plant.run, &list, parts[4]);
    ck_assert(gm_list_remove(plant.run, &list, parts[0])); // the first
    ck_assert_uint_eq(gm_list_pop(plant.run, &list), parts[1]);
    ck_assert_uint_eq(gm_list_pop(plant.run, &list), parts[2]);
    ck_assert_uint_eq(gm_list_pop(plant.run, &list), parts[4]);
    ck_assert_uint_eq(gm_list_pop(plant.run, &list), 0);
    gm_list_push(plant.run, &list, parts[1]); // an emptied list takes parts again
    ck_assert_uint_eq(gm_list_pop(plant.run, &list), parts[1]);
    model_end(&plant);
}
END_TEST

static bool leaves_before(uint32_t a, uint32_t b)
{
    const gm_part *pa = &plant.run->parts[a];
    const gm_part *pb = &plant.run->parts[b];
    if (pa->key_s != pb->key_s) {
        return pa->key_s < pb->key_s;
    }
    return pa->since_s != pb->since_s ? pa->since_s < pb->since_s : pa->identity < pb->identity;
}

// Pushes and pops by lot, many equal keys; each pop gives the least of those inside.
START_TEST(sorted_parts_leave_by_key_then_by_age)
{
    start();
    static bool inside[PARTS + 1];
    uint32_t root = 0;
    int n = 0;
    for (int k = 0; k < 6000; k++) {
        if (n < 200 && draw(5) < 3) {
            uint32_t part = gm_part_new(plant.run, 0);
            plant.run->parts[part].key_s = draw(10);
            plant.run->parts[part].since_s = draw(3);
            root = gm_sorted_push(plant.run, root, part);
            ck_assert_uint_lt(part, PARTS);
            inside[part] = true;
            n++;
        } else if (n > 0) {
            bool is_first = true;
            for (uint32_t i = 1; i < PARTS; i++) {
                is_first &= !inside[i] || i == root || leaves_before(root, i);
            }
            ck_assert(is_first);
            uint32_t part = root;
            root = gm_sorted_pop(plant.run, root);
            inside[part] = false;
            gm_part_free(plant.run, part);
            n--;
        }
    }
    model_end(&plant);
}
END_TEST

START_TEST(pool_grows_and_keeps_what_is_in_it)
{
    start();
    static uint32_t parts[4000];
    for (uint32_t i = 0; i < 4000; i++) {
        parts[i] = gm_part_new(plant.run, 0);
        ck_assert_uint_ne(parts[i], 0);
        plant.run->parts[parts[i]].key_s = i;
    }
    for (uint32_t i = 0; i < 4000; i++) {
        ck_assert_double_eq(plant.run->parts[parts[i]].key_s, i);
    }
    ck_assert_uint_eq(plant.run->n_alive, 4000);
    gm_part_free(plant.run, parts[17]);
    ck_assert_uint_eq(gm_part_new(plant.run, 0), parts[17]);
    model_end(&plant);
}
END_TEST

START_TEST(pool_ends_at_the_guard)
{
    start();
    for (int i = 0; i < 5000; i++) {
        ck_assert_uint_ne(gm_part_new(plant.run, 0), 0);
    }
    ck_assert_uint_eq(gm_part_new(plant.run, 0), 0);
    ck_assert_int_eq(plant.run->error, GM_RUN_TOO_MANY_PARTS);
    model_end(&plant);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("part");
    tcase_add_test(c, list_gives_what_was_put_in_order);
    tcase_add_test(c, sorted_parts_leave_by_key_then_by_age);
    tcase_add_test(c, pool_grows_and_keeps_what_is_in_it);
    tcase_add_test(c, pool_ends_at_the_guard);
    return gm_check_main("plant/part", c);
}
