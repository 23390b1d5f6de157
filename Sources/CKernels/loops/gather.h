// Rows of some samples, as they lie or scaled on the way.

static void gather_rows(
  const float *x, size_t columns, const int32_t *indices, size_t count, float *result
) {
  for (size_t i = 0; i < count; i++) {
    const float *row = x + (size_t)indices[i] * columns;
    if (columns >= LANES) {
      copy(result, row, columns);
    } else {
      for (size_t j = 0; j < columns; j++) result[j] = row[j];
    }
    result += columns;
  }
}

static inline size_t chosen_row(const nn_row_choice *choice, size_t i) {
  size_t sample = choice->indices ? (size_t)choice->indices[i] : choice->first + i;
  return choice->rows ? (size_t)choice->rows[sample] : sample;
}

// The same for each type of numbers. Rows that are far apart in memory are asked for early.
#define GATHER(name, type)                                                                  \
  static void name(                                                                         \
    const type *restrict x, size_t stride, const nn_scaling *scaling, nn_row_choice choice, \
    float *result                                                                           \
  ) {                                                                                       \
    const double *restrict shift = scaling->shift, *restrict factor = scaling->factor;      \
    const double *restrict replacement = scaling->replacement;                              \
    const int32_t *restrict columns = scaling->columns;                                     \
    size_t width = scaling->count, bytes = stride * sizeof(type);                           \
    for (size_t i = 0; i < choice.count; i++) {                                             \
      if (i + 8 < choice.count) {                                                           \
        const char *next = (const char *)(x + chosen_row(&choice, i + 8) * stride);         \
        for (size_t at = 0; at < bytes && at < 512; at += 64) __builtin_prefetch(next + at); \
      }                                                                                     \
      const type *restrict row = x + chosen_row(&choice, i) * stride;                       \
      float *restrict y = result + i * width;                                               \
      if (columns || replacement) {                                                         \
        for (size_t j = 0; j < width; j++) {                                                \
          double value = (double)row[columns ? (size_t)columns[j] : scaling->first + j];    \
          if (value != value && replacement) value = replacement[j];                        \
          y[j] = (float)((value - shift[j]) * factor[j]);                                   \
        }                                                                                   \
      } else {                                                                              \
        row += scaling->first;                                                              \
        for (size_t j = 0; j < width; j++) {                                                \
          y[j] = (float)(((double)row[j] - shift[j]) * factor[j]);                          \
        }                                                                                   \
      }                                                                                     \
    }                                                                                       \
  }

GATHER(gather_bytes, uint8_t)
GATHER(gather_floats, float)
#undef GATHER
