// What any processor of the architecture has: four floats at a time.

#include "loops.h"

#define LANES 4
#define LOOPS nn_loops_plain
#include "loops/all.h"
