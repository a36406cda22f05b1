// SPDX-License-Identifier: MIT

#define _GNU_SOURCE // sched_getaffinity

#include "core/os_thread.h"

#include "core/arena.h"
#include "core/assert.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <time.h>

typedef struct crew {
    pthread_mutex_t lock;
    pthread_cond_t one_less;
    int running;
} crew;

typedef struct member {
    const gm_crowd *crowd;
    crew *crew;
    int i;
    bool is_thread;
    pthread_t thread;
} member;

static void *run_member(void *arg)
{
    member *m = arg;
    m->crowd->work((char *)m->crowd->items + (size_t)m->i * m->crowd->item_bytes);
    pthread_mutex_lock(&m->crew->lock);
    m->crew->running -= 1;
    pthread_cond_signal(&m->crew->one_less);
    pthread_mutex_unlock(&m->crew->lock);
    return NULL;
}

static void watch(const gm_crowd *crowd, crew *c)
{
    pthread_mutex_lock(&c->lock);
    while (c->running > 0) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        long ns = until.tv_nsec + (long)(crowd->tick_s * 1e9);
        until.tv_sec += ns / 1000000000L;
        until.tv_nsec = ns % 1000000000L;
        if (pthread_cond_timedwait(&c->one_less, &c->lock, &until) == ETIMEDOUT) {
            pthread_mutex_unlock(&c->lock);
            crowd->tick(crowd->user);
            pthread_mutex_lock(&c->lock);
        }
    }
    pthread_mutex_unlock(&c->lock);
}

void gm_crowd_run(const gm_crowd *crowd)
{
    GM_REQUIRE(crowd->n >= 1);
    crew c = {.running = crowd->n};
    pthread_mutex_init(&c.lock, NULL);
    pthread_cond_init(&c.one_less, NULL);
    member *members = gm_hook_alloc((size_t)crowd->n * sizeof *members);
    int first = crowd->tick ? 0 : 1;
    for (int i = 0; i < crowd->n; i++) {
        members[i] = (member){.crowd = crowd, .crew = &c, .i = i};
        members[i].is_thread = i >= first && pthread_create(&members[i].thread, NULL,
                                                            run_member, &members[i]) == 0;
    }
    for (int i = 0; i < crowd->n; i++) {
        if (!members[i].is_thread) {
            run_member(&members[i]);
        }
    }
    if (crowd->tick) {
        watch(crowd, &c);
    }
    for (int i = 0; i < crowd->n; i++) {
        if (members[i].is_thread) {
            pthread_join(members[i].thread, NULL);
        }
    }
    gm_hook_free(members);
    pthread_cond_destroy(&c.one_less);
    pthread_mutex_destroy(&c.lock);
}

struct gm_lock {
    pthread_mutex_t mutex;
};

gm_lock *gm_lock_create(void)
{
    gm_lock *lock = gm_hook_alloc(sizeof *lock);
    int code = pthread_mutex_init(&lock->mutex, NULL);
    GM_REQUIRE(code == 0);
    return lock;
}

void gm_lock_destroy(gm_lock *lock)
{
    pthread_mutex_destroy(&lock->mutex);
    gm_hook_free(lock);
}

void gm_lock_take(gm_lock *lock)
{
    pthread_mutex_lock(&lock->mutex);
}

void gm_lock_give(gm_lock *lock)
{
    pthread_mutex_unlock(&lock->mutex);
}

double gm_wall_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int gm_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) {
        return 1;
    }
    int n = CPU_COUNT(&set);
    return n < 1 ? 1 : n;
}
