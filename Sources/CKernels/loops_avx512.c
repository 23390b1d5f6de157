#if defined(__x86_64__)

#include "loops.h"

#include <math.h>
#include <string.h>

#pragma clang attribute push(__attribute__((target("avx2,fma,avx512f,avx512dq,avx512bw,avx512vl"))), apply_to = function)

#define LANES 16
#define LOOPS nn_loops_avx512
#include "loops/all.h"

#pragma clang attribute pop

#endif
