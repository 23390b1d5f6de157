#include "loops.h"

float nn_measure_arithmetic(uint64_t rounds) {
  return nn_current_loops()->measure_arithmetic(rounds);
}
