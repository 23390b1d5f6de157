#include "CKernels.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { most_threads = 256 };

// About 30 µs on the machines of today, where one pause takes 15 to 50 ns.
enum { spins = 1000 };

// What one thread has left of its own share; on a cache line of its own.
typedef struct share {
  _Alignas(128) _Atomic(size_t) next;
  size_t end;
} share;

struct nn_team {
  size_t count;
  // The number of the job, whether it may be entered, and how many threads are inside it. In one
  // word, so that a thread that wakes late either is inside before the job is closed or stays out:
  // the caller never waits for a thread that has not begun.
  _Alignas(128) _Atomic(uint64_t) state;
  _Alignas(128) _Atomic(size_t) parked;
  _Atomic(bool) ends;
  _Alignas(128) _Atomic(bool) busy;
  nn_team_work work;
  void *context;
  pthread_mutex_t mutex;
  pthread_cond_t wake;
  pthread_t threads[most_threads];
  share shares[most_threads];
};

static const uint64_t one_inside = 1, all_inside = 0xFFFF, open_job = 0x10000, one_job = 0x20000;

typedef struct place {
  nn_team *team;
  size_t thread;
} place;

// Where this thread stands, so that work begun inside a piece keeps the number of its thread.
static _Thread_local place current;

static inline void relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

// Does the thread's own share, then what is left of the others'.
static void work_as(nn_team *team, size_t thread) {
  for (size_t offset = 0; offset < team->count; offset++) {
    size_t owner = thread + offset < team->count ? thread + offset : thread + offset - team->count;
    share *from = &team->shares[owner];
    while (atomic_load_explicit(&from->next, memory_order_relaxed) < from->end) {
      size_t piece = atomic_fetch_add_explicit(&from->next, 1, memory_order_relaxed);
      if (piece >= from->end) break;
      team->work(team->context, piece, thread);
    }
  }
}

// Waits until there is a job after `seen`.
static void wait_for_job(nn_team *team, uint64_t seen) {
  for (int spin = 0; spin < spins; spin++) {
    if (atomic_load_explicit(&team->state, memory_order_relaxed) / one_job != seen) return;
    relax();
  }
  pthread_mutex_lock(&team->mutex);
  atomic_fetch_add(&team->parked, 1);
  while (atomic_load(&team->state) / one_job == seen) {
    pthread_cond_wait(&team->wake, &team->mutex);
  }
  atomic_fetch_sub(&team->parked, 1);
  pthread_mutex_unlock(&team->mutex);
}

static void *thread_main(void *argument) {
  current = *(place *)argument;
  free(argument);
  nn_team *team = current.team;
  uint64_t seen = 0;
  for (;;) {
    wait_for_job(team, seen);
    uint64_t state = atomic_fetch_add_explicit(&team->state, one_inside, memory_order_acquire);
    seen = state / one_job;
    if (state & open_job) work_as(team, current.thread);
    atomic_fetch_sub_explicit(&team->state, one_inside, memory_order_release);
    if (atomic_load(&team->ends)) return NULL;
  }
}

// Begins a job, and wakes the threads that are parked.
static void announce(nn_team *team, bool open) {
  atomic_fetch_add(&team->state, one_job + (open ? open_job : 0));
  // A thread counts itself as parked before it looks at `state` for the last time, and both are
  // sequentially consistent, so either it sees the new job or this sees that it is parked.
  if (atomic_load(&team->parked) == 0) return;
  pthread_mutex_lock(&team->mutex);
  pthread_cond_broadcast(&team->wake);
  pthread_mutex_unlock(&team->mutex);
}

nn_team *nn_team_make(size_t threads) {
  nn_team *team = aligned_alloc(128, (sizeof(nn_team) + 127) / 128 * 128);
  if (!team) return NULL;
  memset(team, 0, sizeof(nn_team));
  team->count = 1;
  pthread_mutex_init(&team->mutex, NULL);
  pthread_cond_init(&team->wake, NULL);
  for (size_t thread = 1; thread < threads && thread < most_threads; thread++) {
    place *own = malloc(sizeof(place));
    if (!own) break;
    *own = (place){team, thread};
    if (pthread_create(&team->threads[thread], NULL, thread_main, own) != 0) {
      free(own);
      break;
    }
    team->count = thread + 1;
  }
  return team;
}

void nn_team_free(nn_team *team) {
  if (!team) return;
  atomic_store(&team->ends, true);
  announce(team, false);
  for (size_t thread = 1; thread < team->count; thread++) {
    pthread_join(team->threads[thread], NULL);
  }
  pthread_cond_destroy(&team->wake);
  pthread_mutex_destroy(&team->mutex);
  free(team);
}

size_t nn_team_count(const nn_team *team) { return team->count; }

static void share_out(nn_team *team, size_t pieces) {
  size_t first = 0;
  for (size_t thread = 0; thread < team->count; thread++) {
    size_t end = pieces * (thread + 1) / team->count;
    atomic_store_explicit(&team->shares[thread].next, first, memory_order_relaxed);
    team->shares[thread].end = end;
    first = end;
  }
}

void nn_team_run(nn_team *team, size_t pieces, nn_team_work work, void *context) {
  bool is_inside = current.team == team;
  if (is_inside || team->count == 1 || pieces <= 1
      || atomic_exchange_explicit(&team->busy, true, memory_order_acquire)) {
    size_t thread = is_inside ? current.thread : 0;
    for (size_t piece = 0; piece < pieces; piece++) work(context, piece, thread);
    return;
  }
  place before = current;
  current = (place){team, 0};
  team->work = work;
  team->context = context;
  share_out(team, pieces);
  announce(team, true);
  work_as(team, 0);
  atomic_fetch_and_explicit(&team->state, ~open_job, memory_order_relaxed);
  for (int spin = 0; atomic_load_explicit(&team->state, memory_order_acquire) & all_inside;
       spin++) {
    // Where other programs hold the processors, the threads inside need ours.
    if (spin < spins) relax(); else sched_yield();
  }
  current = before;
  atomic_store_explicit(&team->busy, false, memory_order_release);
}
