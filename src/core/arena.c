// SPDX-License-Identifier: MIT

#include "core/arena.h"

#include "core/array.h"
#include "core/assert.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES_DEFAULT ((size_t)64 * 1024)
#define ALIGN_MAX           4096u

struct gm_block {
    gm_block *next;
    size_t size; // bytes after the header
};

#define HEADER_BYTES                                                                           \
    ((sizeof(gm_block) + _Alignof(max_align_t) - 1) / _Alignof(max_align_t) *                  \
     _Alignof(max_align_t))

// The allocator hook, one of the two globals of the library.
static gm_allocator hook;

void gm_allocator_set(const gm_allocator *allocator)
{
    hook = allocator ? *allocator : (gm_allocator){0};
}

static _Noreturn void give_up(size_t size)
{
    if (hook.exhausted) {
        hook.exhausted(size, hook.user);
    }
    fprintf(stderr, "gemba: out of memory: no room for %zu bytes\n", size);
    abort();
}

void *gm_hook_alloc(size_t size)
{
    if (size == 0) {
        size = 1;
    }
    void *ptr = hook.alloc ? hook.alloc(size, hook.user) : malloc(size);
    if (!ptr) {
        give_up(size);
    }
    return memset(ptr, 0, size);
}

void gm_hook_free(void *ptr)
{
    if (ptr && hook.free) {
        hook.free(ptr, hook.user);
    } else if (ptr) {
        free(ptr);
    }
}

void gm_arena_init(gm_arena *arena, size_t block_bytes)
{
    *arena = (gm_arena){.block_bytes = block_bytes};
}

void gm_arena_fini(gm_arena *arena)
{
    gm_block *block = arena->first;
    while (block) {
        gm_block *next = block->next;
        gm_hook_free(block);
        block = next;
    }
    arena->first = arena->current = NULL;
    arena->used = 0;
}

void gm_arena_reset(gm_arena *arena)
{
    arena->current = arena->first;
    arena->used = 0;
}

// Bytes from the block's start to the first free address of this alignment.
static size_t aligned_start(const gm_block *block, size_t used, size_t align)
{
    uintptr_t base = (uintptr_t)block + HEADER_BYTES;
    uintptr_t at = (base + used + (align - 1)) & ~(uintptr_t)(align - 1);
    return (size_t)(at - base);
}

static bool block_has_room(const gm_block *block, size_t used, size_t size, size_t align)
{
    size_t start = aligned_start(block, used, align);
    return start <= block->size && size <= block->size - start;
}

// Puts a new block after the current one, so that kept blocks behind it stay in the chain.
static gm_block *insert_block(gm_arena *arena, size_t size, size_t align)
{
    size_t usual = arena->block_bytes > 0 ? arena->block_bytes : BLOCK_BYTES_DEFAULT;
    if (size > SIZE_MAX / 2) {
        give_up(size);
    }
    size_t room = size + align > usual ? size + align : usual;

    gm_block *block = gm_hook_alloc(HEADER_BYTES + room);
    block->size = room;
    gm_block **link = arena->current ? &arena->current->next : &arena->first;
    block->next = *link;
    *link = block;
    return block;
}

void *gm_arena_alloc(gm_arena *arena, size_t size, size_t align)
{
    GM_REQUIRE(align > 0 && align <= ALIGN_MAX && (align & (align - 1)) == 0);

    gm_block *block = arena->current;
    if (!block || !block_has_room(block, arena->used, size, align)) {
        // A block kept by reset or rewind comes first, if it is large enough.
        block = block ? block->next : arena->first;
        if (!block || !block_has_room(block, 0, size, align)) {
            block = insert_block(arena, size, align);
        }
        arena->current = block;
        arena->used = 0;
    }
    size_t start = aligned_start(block, arena->used, align);
    arena->used = start + size;
    GM_ASSERT(arena->used <= block->size);
    return memset((char *)block + HEADER_BYTES + start, 0, size);
}

void *gm_arena_alloc_n(gm_arena *arena, size_t n, size_t size, size_t align)
{
    GM_REQUIRE(size == 0 || n <= SIZE_MAX / size);
    return gm_arena_alloc(arena, n * size, align);
}

char *gm_arena_strndup(gm_arena *arena, const char *text, size_t n)
{
    const char *end = memchr(text, '\0', n);
    size_t len = end ? (size_t)(end - text) : n;
    char *copy = gm_arena_alloc(arena, len + 1, 1);
    memcpy(copy, text, len);
    return copy;
}

char *gm_arena_strdup(gm_arena *arena, const char *text)
{
    return gm_arena_strndup(arena, text, strlen(text));
}

char *gm_arena_vprintf(gm_arena *arena, const char *fmt, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    GM_REQUIRE(len >= 0);
    char *text = gm_arena_alloc(arena, (size_t)len + 1, 1);
    vsnprintf(text, (size_t)len + 1, fmt, args);
    return text;
}

char *gm_arena_printf(gm_arena *arena, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char *text = gm_arena_vprintf(arena, fmt, args);
    va_end(args);
    return text;
}

gm_mark gm_arena_mark(const gm_arena *arena)
{
    return (gm_mark){arena->current, arena->used};
}

void gm_arena_rewind(gm_arena *arena, gm_mark mark)
{
    // A mark of the empty arena has no block: that is the start of the first one.
    arena->current = mark.block ? mark.block : arena->first;
    arena->used = mark.used;
}

void *gm_array_room(gm_arena *arena, void *items, int n, int *cap, size_t item_bytes)
{
    GM_REQUIRE(n >= 0 && n <= *cap);
    if (n < *cap) {
        return items;
    }
    GM_REQUIRE(*cap <= INT32_MAX / 2);
    int room = *cap > 0 ? 2 * *cap : 8;
    size_t bytes = (size_t)room * item_bytes;
    void *grown =
        arena ? gm_arena_alloc(arena, bytes, _Alignof(max_align_t)) : gm_hook_alloc(bytes);
    if (n > 0) {
        memcpy(grown, items, (size_t)n * item_bytes);
    }
    if (!arena) {
        gm_hook_free(items);
    }
    *cap = room;
    return grown;
}
