#include "loops.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static _Thread_local bool forced = false;
static _Thread_local nn_variant forced_variant = NN_VARIANT_PLAIN;

static bool has_variant(nn_variant variant) {
#if defined(__x86_64__)
  switch (variant) {
    case NN_VARIANT_PLAIN:
      return true;
    case NN_VARIANT_AVX2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case NN_VARIANT_AVX512:
      return has_variant(NN_VARIANT_AVX2) && __builtin_cpu_supports("avx512f")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512vl");
  }
  return false;
#else
  return variant == NN_VARIANT_PLAIN;
#endif
}

// The best that the processor has, but none better than what NN_LOOPS names: plain, avx2 or avx512.
static nn_variant found_variant(void) {
  const char *wish = getenv("NN_LOOPS");
  if (wish && strcmp(wish, "plain") == 0) return NN_VARIANT_PLAIN;
  bool is_limited = wish && strcmp(wish, "avx2") == 0;
  if (!is_limited && has_variant(NN_VARIANT_AVX512)) return NN_VARIANT_AVX512;
  return has_variant(NN_VARIANT_AVX2) ? NN_VARIANT_AVX2 : NN_VARIANT_PLAIN;
}

nn_variant nn_current_variant(void) {
  if (forced) return forced_variant;
  // Every thread that finds it out finds the same.
  static _Atomic(int) known = -1;
  int variant = atomic_load_explicit(&known, memory_order_relaxed);
  if (variant < 0) {
    variant = (int)found_variant();
    atomic_store_explicit(&known, variant, memory_order_relaxed);
  }
  return (nn_variant)variant;
}

bool nn_force_variant(nn_variant variant) {
  if (!has_variant(variant)) return false;
  forced = true;
  forced_variant = variant;
  return true;
}

void nn_force_plain(bool plain) {
  forced = plain;
  forced_variant = NN_VARIANT_PLAIN;
}

const nn_loops *nn_current_loops(void) {
#if defined(__x86_64__)
  switch (nn_current_variant()) {
    case NN_VARIANT_AVX512:
      return &nn_loops_avx512;
    case NN_VARIANT_AVX2:
      return &nn_loops_avx2;
    case NN_VARIANT_PLAIN:
      break;
  }
#endif
  return &nn_loops_plain;
}
