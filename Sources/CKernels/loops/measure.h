// As many multiply-adds as the processor can make: enough sums that none waits for the one before.

static float measure_arithmetic(uint64_t rounds) {
  enum { count = 12 };
  vf sums[count];
  for (int i = 0; i < count; i++) sums[i] = all((float)i);
  vf factor = all(0.5f), term = all(1);
  for (uint64_t n = 0; n < rounds * 2048; n += count * LANES) {
#pragma clang loop unroll(full)
    for (int i = 0; i < count; i++) sums[i] = sums[i] * factor + term;
  }
  vf total = all(0);
  for (int i = 0; i < count; i++) total += sums[i];
  return sum_of_lanes(total);
}
