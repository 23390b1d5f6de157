#include "CKernels.h"

#include <math.h>

void nn_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t result[4]) {
  uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
  uint32_t k0 = key[0], k1 = key[1];
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)0xD2511F53 * c0;
    uint64_t p1 = (uint64_t)0xCD9E8D57 * c2;
    uint32_t n0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
    uint32_t n2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c1 = (uint32_t)p1;
    c3 = (uint32_t)p0;
    c0 = n0;
    c2 = n2;
    k0 += 0x9E3779B9;
    k1 += 0xBB67AE85;
  }
  result[0] = c0;
  result[1] = c1;
  result[2] = c2;
  result[3] = c3;
}

// One block of a stream.
static void block_of(uint64_t seed, uint64_t stream, uint64_t block, uint32_t words[4]) {
  uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
  uint32_t counter[4] = {
    (uint32_t)block, (uint32_t)(block >> 32), (uint32_t)stream, (uint32_t)(stream >> 32)};
  nn_philox(counter, key, words);
}

void nn_random_bits(
  uint64_t seed, uint64_t stream, uint64_t first, size_t count, uint32_t *result
) {
  uint32_t words[4];
  for (size_t i = 0; i < count; i++) {
    if (i == 0 || (first + i) % 4 == 0) block_of(seed, stream, (first + i) / 4, words);
    result[i] = words[(first + i) % 4];
  }
}

// A multiple of 2⁻²⁴ below 1.
static float uniform(uint32_t word) { return (float)(word >> 8) * 0x1p-24f; }

void nn_random_uniform(
  uint64_t seed, uint64_t stream, uint64_t first, size_t count, float *result
) {
  uint32_t words[4];
  for (size_t i = 0; i < count; i++) {
    if (i == 0 || (first + i) % 4 == 0) block_of(seed, stream, (first + i) / 4, words);
    result[i] = uniform(words[(first + i) % 4]);
  }
}

void nn_random_normal(
  uint64_t seed, uint64_t stream, uint64_t first, size_t count, float *result
) {
  uint32_t words[4];
  for (size_t i = 0; i < count; i++) {
    if (i == 0 || (first + i) % 4 == 0) block_of(seed, stream, (first + i) / 4, words);
    size_t pair = (first + i) % 4 / 2 * 2;
    // In double, and away from zero, so that the tails reach beyond 6 deviations.
    double radius = sqrt(-2 * log(((double)words[pair] + 0.5) * 0x1p-32));
    double angle = 6.283185307179586 * ((double)words[pair + 1] * 0x1p-32);
    result[i] = (float)(radius * ((first + i) % 2 ? sin(angle) : cos(angle)));
  }
}

void nn_random_mask(
  uint64_t seed, uint64_t stream, uint64_t first, size_t count, float keeping, float *result
) {
  float kept = keeping > 0 ? 1 / keeping : 0;
  uint32_t words[4];
  for (size_t i = 0; i < count; i++) {
    if (i == 0 || (first + i) % 4 == 0) block_of(seed, stream, (first + i) / 4, words);
    result[i] = uniform(words[(first + i) % 4]) < keeping ? kept : 0;
  }
}

void nn_random_permutation(uint64_t seed, uint64_t stream, size_t count, int32_t *result) {
  uint32_t words[4];
  for (size_t i = 0; i < count; i++) {
    if (i % 2 == 0) block_of(seed, stream, i / 2, words);
    const uint32_t *own = words + i % 2 * 2;
    uint64_t bits = (uint64_t)own[1] << 32 | own[0];
    // The inside-out shuffle: a place of 0...i, whose bias is below i / 2⁶⁴.
    size_t place = (size_t)(((__uint128_t)bits * (i + 1)) >> 64);
    result[i] = result[place];
    result[place] = (int32_t)i;
  }
}
