// SPDX-License-Identifier: MIT
//
// Which queue of pending events is faster: the clocks of sim/clocks (a row of few, a tree of more)
// or the 4-ary heap of sim/heap.
//
// The hold pattern: the earliest event rings and is set anew an exponential time later, with a
// fixed number pending. Prints for each number: pending, ns per operation of clocks and of heap.

#include "bench.h"

#include "core/arena.h"
#include "core/assert.h"
#include "num/sampler.h"
#include "sim/clocks.h"
#include "sim/heap.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define N_DELAYS 65536 // drawn beforehand, so that only the queues are timed
#define N_HOLDS  4000000
#define N_TURNS  5

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double hold_clocks(uint32_t n, const double *delays, double *sum, gm_arena *arena)
{
    gm_clocks clocks;
    gm_clocks_init(&clocks, gm_arena_alloc(arena, gm_clocks_size(n), 64), n);
    for (uint32_t i = 0; i < n; i++) {
        gm_clocks_set(&clocks, i, delays[i], GM_CLASS_DONE);
    }
    double began_s = bench_cpu_s();
    for (uint32_t i = 0; i < N_HOLDS; i++) {
        gm_clock first = gm_clocks_any_first(&clocks);
        GM_REQUIRE(gm_clocks_ring_alone(&clocks, first));
        double t = first.time_s + delays[i % N_DELAYS];
        gm_clocks_set(&clocks, first.slot, t, GM_CLASS_DONE);
    }
    double spent_s = bench_cpu_s() - began_s;
    *sum += gm_clocks_top(&clocks).time_s;
    return spent_s;
}

static double hold_heap(uint32_t n, const double *delays, double *sum, gm_arena *arena)
{
    gm_heap heap;
    gm_heap_init(&heap, gm_arena_alloc(arena, gm_heap_size(n), GM_HEAP_ALIGN), n);
    for (uint32_t i = 0; i < n; i++) {
        gm_heap_push(&heap, delays[i], 0, i);
    }
    double began_s = bench_cpu_s();
    for (uint32_t i = 0; i < N_HOLDS; i++) {
        gm_heap_entry top = *gm_heap_top(&heap);
        double t = top.key + delays[i % N_DELAYS];
        gm_heap_replace_top(&heap, t, 0, gm_heap_entry_item(&top));
    }
    double spent_s = bench_cpu_s() - began_s;
    *sum += gm_heap_top(&heap)->key;
    return spent_s;
}

static void compare(uint32_t n, const double *delays, gm_arena *arena)
{
    double clocks_s[N_TURNS];
    double heap_s[N_TURNS];
    for (int i = 0; i < N_TURNS; i++) {
        gm_mark mark = gm_arena_mark(arena);
        double end_clocks = 0.0;
        double end_heap = 0.0;
        clocks_s[i] = hold_clocks(n, delays, &end_clocks, arena);
        heap_s[i] = hold_heap(n, delays, &end_heap, arena);
        GM_REQUIRE(end_clocks == end_heap); // both saw the same events
        gm_arena_rewind(arena, mark);
    }
    qsort(clocks_s, N_TURNS, sizeof *clocks_s, by_value);
    qsort(heap_s, N_TURNS, sizeof *heap_s, by_value);
    printf("%" PRIu32 " %.2f %.2f\n", n, 1e9 * clocks_s[N_TURNS / 2] / N_HOLDS,
           1e9 * heap_s[N_TURNS / 2] / N_HOLDS);
}

int main(void)
{
    static const uint32_t pending[] = {20, 40, 320, 1000};
    gm_arena arena = {0};
    double *delays = GM_NEW(&arena, double, N_DELAYS);
    gm_dist law = gm_dist_exponential(1.0);
    gm_sampler sampler;
    gm_sampler_init(&sampler, &law, 1, 0, "bench", "delays");
    for (int i = 0; i < N_DELAYS; i++) {
        delays[i] = gm_sampler_next(&sampler);
    }
    for (size_t i = 0; i < sizeof pending / sizeof *pending; i++) {
        compare(pending[i], delays, &arena);
    }
    gm_arena_fini(&arena);
    return 0;
}
