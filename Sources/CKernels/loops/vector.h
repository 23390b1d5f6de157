// Vectors of `LANES` floats, in the instruction set of the file that includes this.

#include <math.h>
#include <string.h>
#if LANES > 4
#include <immintrin.h>
#endif

typedef float vf __attribute__((vector_size(LANES * 4)));
typedef float vf_anywhere __attribute__((vector_size(LANES * 4), aligned(4), may_alias));
typedef int32_t vi __attribute__((vector_size(LANES * 4)));
typedef double vd __attribute__((vector_size(LANES * 8)));

#define INLINE static inline __attribute__((always_inline))

INLINE vf load(const float *x) { return *(const vf_anywhere *)x; }
INLINE void store(float *x, vf v) { *(vf_anywhere *)x = v; }
// Minus zero stays what it is.
INLINE vf all(float x) { return x - (vf){0}; }

INLINE vf choose(vi condition, vf yes, vf no) {
  return (vf)((condition & (vi)yes) | (~condition & (vi)no));
}

// Lanes below `count`, and none of the memory behind them.
#if LANES == 16
INLINE vf load_part(const float *x, size_t count, float fill) {
  return (vf)_mm512_mask_loadu_ps((__m512)all(fill), (__mmask16)((1u << count) - 1), x);
}
INLINE void store_part(float *x, size_t count, vf v) {
  _mm512_mask_storeu_ps(x, (__mmask16)((1u << count) - 1), (__m512)v);
}
#elif LANES == 8
static const int32_t lanes_below[16] = {-1, -1, -1, -1, -1, -1, -1, -1};
INLINE vi mask_below(size_t count) {
  vi mask;
  memcpy(&mask, lanes_below + LANES - count, sizeof mask);
  return mask;
}
INLINE vf load_part(const float *x, size_t count, float fill) {
  vi mask = mask_below(count);
  return choose(mask, (vf)_mm256_maskload_ps(x, (__m256i)mask), all(fill));
}
INLINE void store_part(float *x, size_t count, vf v) {
  _mm256_maskstore_ps(x, (__m256i)mask_below(count), (__m256)v);
}
#else
INLINE vf load_part(const float *x, size_t count, float fill) {
  float lanes[LANES];
  for (size_t i = 0; i < LANES; i++) lanes[i] = i < count ? x[i] : fill;
  return load(lanes);
}
INLINE void store_part(float *x, size_t count, vf v) {
  for (size_t i = 0; i < LANES; i++) if (i < count) x[i] = v[i];
}
#endif

// A call of memcpy costs more than it copies where there are few.
INLINE void copy(float *to, const float *from, size_t count) {
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) store(to + i, load(from + i));
  if (i < count) store_part(to + i, count - i, load_part(from + i, count - i, 0));
}

// 1 where the condition holds.
INLINE vf truth(vi condition) { return (vf)(condition & (vi)all(1)); }

// NaN where either is.
INLINE vf larger(vf a, vf b) { return choose((a != a) | ((a >= b) & (b == b)), a, b); }
INLINE vf smaller(vf a, vf b) { return choose((a != a) | ((a <= b) & (b == b)), a, b); }

INLINE vf magnitude(vf x) { return (vf)((vi)x & 0x7FFFFFFF); }

// The sum of the lanes, halves upon halves.
INLINE float sum_of_lanes(vf v) {
  float lanes[LANES];
  store(lanes, v);
  for (size_t width = LANES / 2; width > 0; width /= 2) {
    for (size_t i = 0; i < width; i++) lanes[i] += lanes[i + width];
  }
  return lanes[0];
}

INLINE double sum_of_doubles(const vd *v) {
  double lanes[LANES];
  for (size_t i = 0; i < LANES; i++) lanes[i] = (*v)[i];
  for (size_t width = LANES / 2; width > 0; width /= 2) {
    for (size_t i = 0; i < width; i++) lanes[i] += lanes[i + width];
  }
  return lanes[0];
}

INLINE float largest_of_lanes(vf v) {
  float lanes[LANES];
  store(lanes, v);
  float best = lanes[0];
  for (size_t i = 1; i < LANES; i++) best = best != best || best >= lanes[i] ? best : lanes[i];
  return best;
}
