#include "CKernels.h"

#include <math.h>

double nn_sum(const float *x, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += x[i];
  return sum;
}

static float larger(float a, float b) { return a != a || a >= b ? a : b; }

float nn_maximum(const float *x, size_t count) {
  float best = -INFINITY;
  for (size_t i = 0; i < count; i++) best = larger(best, x[i]);
  return best;
}

void nn_row_sums(const float *x, size_t rows, size_t columns, float *result) {
  for (size_t i = 0; i < rows; i++) result[i] = (float)nn_sum(x + i * columns, columns);
}

void nn_row_maxima(const float *x, size_t rows, size_t columns, float *result) {
  for (size_t i = 0; i < rows; i++) result[i] = nn_maximum(x + i * columns, columns);
}

void nn_column_sums(
  const float *x, size_t rows, size_t columns, size_t first, size_t last, bool adds, float *result
) {
  for (size_t j = first; j < last; j++) {
    double sum = adds ? result[j] : 0;
    for (size_t i = 0; i < rows; i++) sum += x[i * columns + j];
    result[j] = (float)sum;
  }
}

void nn_column_maxima(
  const float *x, size_t rows, size_t columns, size_t first, size_t last, float *result
) {
  for (size_t j = first; j < last; j++) {
    float best = -INFINITY;
    for (size_t i = 0; i < rows; i++) best = larger(best, x[i * columns + j]);
    result[j] = best;
  }
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
