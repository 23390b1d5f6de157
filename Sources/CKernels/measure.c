#include "CKernels.h"

float nn_measure_arithmetic(uint64_t rounds) {
  float sums[16] = {0};
  for (uint64_t round = 0; round < rounds * 128; round++) {
    for (int i = 0; i < 16; i++) sums[i] = sums[i] * 0.5f + 1;
  }
  float total = 0;
  for (int i = 0; i < 16; i++) total += sums[i];
  return total;
}
