// SPDX-License-Identifier: MIT
//
// Threads and wall time of the operating system: the only POSIX of the library.

#ifndef GM_CORE_OS_THREAD_H
#define GM_CORE_OS_THREAD_H

#include <stddef.h>

typedef struct gm_crowd {
    int n;                    // threads, >= 1
    void (*work)(void *item); // runs once per thread
    void *items;              // n items of item_bytes: what each thread works on
    size_t item_bytes;
    void (*tick)(void *user); // called by the caller's thread while others work; may be NULL
    void *user;
    double tick_s; // time between two ticks
} gm_crowd;

// Runs the work of all items and returns when all are done. One item runs on the caller's own
// thread when there is no tick. Where the system gives no thread, the work is done in turn.
void gm_crowd_run(const gm_crowd *crowd);

// What one thread at a time may hold. Destroy it when nobody does.
typedef struct gm_lock gm_lock;
gm_lock *gm_lock_create(void);
void gm_lock_destroy(gm_lock *lock);
void gm_lock_take(gm_lock *lock);
void gm_lock_give(gm_lock *lock);

// Seconds of a clock that never goes back.
double gm_wall_s(void);

// Processors that this process may use, >= 1.
int gm_processors(void);

#endif
