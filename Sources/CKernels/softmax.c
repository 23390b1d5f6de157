#include "loops.h"

void nn_softmax(const float *x, size_t rows, size_t columns, float *result) {
  nn_current_loops()->softmax(x, rows, columns, result);
}

void nn_log_softmax(const float *x, size_t rows, size_t columns, float *result) {
  nn_current_loops()->log_softmax(x, rows, columns, result);
}

void nn_softmax_gradient(
  const float *y, const float *dy, size_t rows, size_t columns, float *dx
) {
  nn_current_loops()->softmax_gradient(y, dy, rows, columns, dx);
}

void nn_log_softmax_gradient(
  const float *y, const float *dy, size_t rows, size_t columns, float *dx
) {
  nn_current_loops()->log_softmax_gradient(y, dy, rows, columns, dx);
}

double nn_cross_entropy(
  const float *logits, const int32_t *classes, const float *weights, size_t rows, size_t columns,
  float scale, float *gradient
) {
  return nn_current_loops()->cross_entropy(
    logits, classes, weights, rows, columns, scale, gradient);
}
