#include "loops.h"

double nn_sum(const float *x, size_t count) { return nn_current_loops()->sum(x, count); }

float nn_maximum(const float *x, size_t count) { return nn_current_loops()->maximum(x, count); }

void nn_row_sums(const float *x, size_t rows, size_t columns, float *result) {
  const nn_loops *loops = nn_current_loops();
  for (size_t i = 0; i < rows; i++) result[i] = (float)loops->sum(x + i * columns, columns);
}

void nn_row_maxima(const float *x, size_t rows, size_t columns, float *result) {
  const nn_loops *loops = nn_current_loops();
  for (size_t i = 0; i < rows; i++) result[i] = loops->maximum(x + i * columns, columns);
}

void nn_column_sums(
  const float *x, size_t rows, size_t columns, size_t first, size_t last, bool adds, float *result
) {
  nn_current_loops()->column_sums(x, rows, columns, first, last, adds, result);
}

void nn_column_maxima(
  const float *x, size_t rows, size_t columns, size_t first, size_t last, float *result
) {
  nn_current_loops()->column_maxima(x, rows, columns, first, last, result);
}

static size_t place_of_largest(const float *x, size_t count) {
  size_t best = 0;
  for (size_t i = 1; i < count; i++) {
    if (x[best] == x[best] && !(x[i] <= x[best])) best = i;
  }
  return best;
}

void nn_argmax(const float *x, size_t rows, size_t columns, int32_t *result) {
  for (size_t i = 0; i < rows; i++) result[i] = (int32_t)place_of_largest(x + i * columns, columns);
}

void nn_argmax_floats(const float *x, size_t rows, size_t columns, float *result) {
  for (size_t i = 0; i < rows; i++) result[i] = (float)place_of_largest(x + i * columns, columns);
}
