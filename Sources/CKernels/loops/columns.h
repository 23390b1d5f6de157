// What one look at the rows of a matrix tells of each of its columns. Products are not fused with
// sums, so that every instruction set gives the numbers that a plain loop gives.

static void column_ranges_of_bytes(
  const uint8_t *restrict x, size_t stride, nn_row_choice choice, size_t columns,
  nn_byte_ranges ranges
) {
  uint8_t *restrict least = ranges.least, *restrict most = ranges.most;
  uint64_t *restrict sum = ranges.sum;
  for (size_t i = 0; i < choice.count; i++) {
    const uint8_t *restrict row = x + chosen_row(&choice, i) * stride;
    for (size_t j = 0; j < columns; j++) {
      least[j] = row[j] < least[j] ? row[j] : least[j];
      most[j] = row[j] > most[j] ? row[j] : most[j];
      sum[j] += row[j];
    }
  }
}

static void column_ranges_of_floats(
  const float *restrict x, size_t stride, nn_row_choice choice, size_t columns,
  nn_float_ranges ranges
) {
#pragma STDC FP_CONTRACT OFF
  float *restrict least = ranges.least, *restrict most = ranges.most;
  double *restrict sum = ranges.sum;
  uint64_t *restrict known = ranges.known;
  for (size_t i = 0; i < choice.count; i++) {
    const float *restrict row = x + chosen_row(&choice, i) * stride;
    for (size_t j = 0; j < columns; j++) {
      float value = row[j];
      bool is_known = value == value;
      least[j] = value < least[j] ? value : least[j];
      most[j] = value > most[j] ? value : most[j];
      sum[j] += is_known ? (double)value : 0;
      known[j] += is_known;
    }
  }
}

#define SQUARES(name, type)                                                                \
  static void name(                                                                        \
    const type *restrict x, size_t stride, nn_row_choice choice, size_t columns,           \
    const double *restrict mean, double *restrict result                                   \
  ) {                                                                                      \
    _Pragma("STDC FP_CONTRACT OFF")                                                        \
    for (size_t i = 0; i < choice.count; i++) {                                            \
      const type *restrict row = x + chosen_row(&choice, i) * stride;                      \
      for (size_t j = 0; j < columns; j++) {                                               \
        double value = (double)row[j], difference = value - mean[j];                       \
        double square = difference * difference;                                           \
        result[j] += value == value ? square : 0;                                          \
      }                                                                                    \
    }                                                                                      \
  }

SQUARES(column_squares_of_bytes, uint8_t)
SQUARES(column_squares_of_floats, float)
#undef SQUARES
