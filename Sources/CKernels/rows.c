#include "loops.h"

#include <string.h>

void nn_gather_rows(
  const float *x, size_t columns, const int32_t *indices, size_t count, float *result
) {
  nn_current_loops()->gather_rows(x, columns, indices, count, result);
}

void nn_gather_bytes(
  const uint8_t *x, size_t stride, const nn_scaling *scaling, nn_row_choice choice, float *result
) {
  nn_current_loops()->gather_bytes(x, stride, scaling, choice, result);
}

void nn_gather_floats(
  const float *x, size_t stride, const nn_scaling *scaling, nn_row_choice choice, float *result
) {
  nn_current_loops()->gather_floats(x, stride, scaling, choice, result);
}

void nn_column_ranges_of_bytes(
  const uint8_t *x, size_t stride, nn_row_choice choice, size_t columns, nn_byte_ranges ranges
) {
  nn_current_loops()->column_ranges_of_bytes(x, stride, choice, columns, ranges);
}

void nn_column_ranges_of_floats(
  const float *x, size_t stride, nn_row_choice choice, size_t columns, nn_float_ranges ranges
) {
  nn_current_loops()->column_ranges_of_floats(x, stride, choice, columns, ranges);
}

void nn_column_squares_of_bytes(
  const uint8_t *x, size_t stride, nn_row_choice choice, size_t columns, const double *mean,
  double *result
) {
  nn_current_loops()->column_squares_of_bytes(x, stride, choice, columns, mean, result);
}

void nn_column_squares_of_floats(
  const float *x, size_t stride, nn_row_choice choice, size_t columns, const double *mean,
  double *result
) {
  nn_current_loops()->column_squares_of_floats(x, stride, choice, columns, mean, result);
}

void nn_gather_integers(
  const int32_t *x, const int32_t *indices, size_t count, int32_t *result
) {
  for (size_t i = 0; i < count; i++) result[i] = x[indices[i]];
}

void nn_one_hot(const int32_t *classes, size_t rows, size_t columns, float *result) {
  for (size_t i = 0; i < rows; i++) {
    for (size_t j = 0; j < columns; j++) result[i * columns + j] = (int32_t)j == classes[i];
  }
}

void nn_one_hot_floats(const float *classes, size_t rows, size_t columns, float *result) {
  for (size_t i = 0; i < rows; i++) {
    for (size_t j = 0; j < columns; j++) result[i * columns + j] = (float)j == classes[i];
  }
}

void nn_look_up(
  const float *x, size_t stride, size_t rows, const float *table, size_t table_rows,
  size_t columns, float *result
) {
  for (size_t i = 0; i < rows; i++) {
    float index = x[i * stride];
    float *row = result + i * columns;
    // Written so that NaN is no row of the table.
    if (index >= 0 && index < (float)table_rows) {
      memcpy(row, table + (size_t)index * columns, columns * sizeof(float));
    } else {
      memset(row, 0, columns * sizeof(float));
    }
  }
}

void nn_look_up_gradient(
  const float *x, size_t stride, size_t rows, const float *dy, size_t table_rows, size_t columns,
  size_t first, size_t last, float *result
) {
  for (size_t k = 0; k < table_rows; k++) {
    memset(result + k * columns + first, 0, (last - first) * sizeof(float));
  }
  for (size_t i = 0; i < rows; i++) {
    float index = x[i * stride];
    if (!(index >= 0 && index < (float)table_rows)) continue;
    float *sum = result + (size_t)index * columns;
    for (size_t j = first; j < last; j++) sum[j] += dy[i * columns + j];
  }
}

void nn_transpose(const float *x, size_t rows, size_t columns, float *result) {
  nn_current_loops()->transpose(x, rows, columns, result);
}
