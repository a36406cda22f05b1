// SPDX-License-Identifier: MIT
//
// Memory that is freed all at once: an arena hands out zeroed pieces of large blocks.
//
// Nothing in the library calls malloc but the allocator hook in this file. A zeroed gm_arena is
// a valid empty arena. Blocks never move, so pointers stay valid until rewind, reset or fini.

#ifndef GM_CORE_ARENA_H
#define GM_CORE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

// Where memory comes from. Every member but user may be NULL: then malloc, free, or a message
// on stderr and abort().
typedef struct gm_allocator {
    void *(*alloc)(size_t size, void *user); // NULL when there is no memory
    void (*free)(void *ptr, void *user);
    void *user;
    void (*exhausted)(size_t size, void *user); // called when alloc failed; must not return
} gm_allocator;

// Sets the allocator of the whole process; NULL sets the default. Memory must go back to the
// allocator that gave it, so change it only while nothing is allocated, before any thread.
void gm_allocator_set(const gm_allocator *allocator);

// Zeroed memory from the allocator hook; never NULL.
void *gm_hook_alloc(size_t size);

// Gives memory of gm_hook_alloc() back. May be NULL.
void gm_hook_free(void *ptr);

typedef struct gm_block gm_block;

typedef struct gm_arena {
    gm_block *first;
    gm_block *current;
    size_t used;        // bytes of the current block
    size_t block_bytes; // 0: 64 KiB
} gm_arena;

// A place in an arena to go back to.
typedef struct gm_mark {
    gm_block *block;
    size_t used;
} gm_mark;

// An empty arena that grows by blocks of at least block_bytes; 0 for the default.
void gm_arena_init(gm_arena *arena, size_t block_bytes);

// Frees every block; the arena is empty and usable again.
void gm_arena_fini(gm_arena *arena);

// Forgets every piece and keeps the blocks.
void gm_arena_reset(gm_arena *arena);

// Zeroed memory of size bytes; align is a power of two up to 4096. Never NULL.
void *gm_arena_alloc(gm_arena *arena, size_t size, size_t align);

// Zeroed memory for n things of size bytes; n * size must not overflow.
void *gm_arena_alloc_n(gm_arena *arena, size_t n, size_t size, size_t align);

#define GM_NEW(arena, type, n)                                                                 \
    ((type *)gm_arena_alloc_n((arena), (size_t)(n), sizeof(type), _Alignof(type)))

// Copies of text, always ended by NUL. strndup takes at most n bytes.
char *gm_arena_strdup(gm_arena *arena, const char *text);
char *gm_arena_strndup(gm_arena *arena, const char *text, size_t n);

__attribute__((format(printf, 2, 3))) char *gm_arena_printf(gm_arena *arena, const char *fmt,
                                                            ...);
__attribute__((format(printf, 2, 0))) char *gm_arena_vprintf(gm_arena *arena, const char *fmt,
                                                             va_list args);

gm_mark gm_arena_mark(const gm_arena *arena);

// Forgets everything allocated since the mark; keeps the blocks.
void gm_arena_rewind(gm_arena *arena, gm_mark mark);

#endif
