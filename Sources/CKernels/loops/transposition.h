// Matrices with their rows as columns.

#if LANES > 4
// Eight rows of eight numbers, `from_stride` apart, as eight columns of eight.
INLINE void transpose_8(const float *from, size_t from_stride, float *to, size_t to_stride) {
  __m256 r[8], s[8];
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i++) r[i] = _mm256_loadu_ps(from + (size_t)i * from_stride);
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i += 2) {
    s[i] = _mm256_unpacklo_ps(r[i], r[i + 1]);
    s[i + 1] = _mm256_unpackhi_ps(r[i], r[i + 1]);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i += 4) {
    r[i] = _mm256_shuffle_ps(s[i], s[i + 2], 0x44);
    r[i + 1] = _mm256_shuffle_ps(s[i], s[i + 2], 0xEE);
    r[i + 2] = _mm256_shuffle_ps(s[i + 1], s[i + 3], 0x44);
    r[i + 3] = _mm256_shuffle_ps(s[i + 1], s[i + 3], 0xEE);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++) {
    _mm256_storeu_ps(to + (size_t)i * to_stride, _mm256_permute2f128_ps(r[i], r[i + 4], 0x20));
    _mm256_storeu_ps(to + (size_t)(i + 4) * to_stride, _mm256_permute2f128_ps(r[i], r[i + 4], 0x31));
  }
}
#endif

static void transpose(const float *x, size_t rows, size_t columns, float *result) {
  // Blocks of 16 by 16 keep both sides in whole cache lines.
  for (size_t i0 = 0; i0 < rows; i0 += 16) {
    size_t i1 = i0 + 16 < rows ? i0 + 16 : rows;
    for (size_t j0 = 0; j0 < columns; j0 += 16) {
      size_t j1 = j0 + 16 < columns ? j0 + 16 : columns;
#if LANES > 4
      if (i1 == i0 + 16 && j1 == j0 + 16) {
        for (size_t i = i0; i < i1; i += 8) {
          for (size_t j = j0; j < j1; j += 8) {
            transpose_8(x + i * columns + j, columns, result + j * rows + i, rows);
          }
        }
        continue;
      }
#endif
      for (size_t j = j0; j < j1; j++) {
        for (size_t i = i0; i < i1; i++) result[j * rows + i] = x[i * columns + j];
      }
    }
  }
}
