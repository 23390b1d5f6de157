#if defined(__x86_64__)

#include "loops.h"

#include <math.h>
#include <string.h>

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define LANES 8
#define LOOPS nn_loops_avx2
#include "loops/all.h"

#pragma clang attribute pop

#endif
