#include "CKernels.h"

#include <math.h>

// The logarithm of the sum of the exponentials of a row.
static float log_sum(const float *x, size_t columns) {
  float largest = nn_maximum(x, columns);
  float sum = 0;
  for (size_t j = 0; j < columns; j++) sum += expf(x[j] - largest);
  return largest + logf(sum);
}

void nn_softmax(const float *x, size_t rows, size_t columns, float *result) {
  for (size_t i = 0; i < rows; i++, x += columns, result += columns) {
    float total = log_sum(x, columns);
    for (size_t j = 0; j < columns; j++) result[j] = expf(x[j] - total);
  }
}

void nn_log_softmax(const float *x, size_t rows, size_t columns, float *result) {
  for (size_t i = 0; i < rows; i++, x += columns, result += columns) {
    float total = log_sum(x, columns);
    for (size_t j = 0; j < columns; j++) result[j] = x[j] - total;
  }
}

void nn_softmax_gradient(
  const float *y, const float *dy, size_t rows, size_t columns, float *dx
) {
  for (size_t i = 0; i < rows; i++, y += columns, dy += columns, dx += columns) {
    float sum = 0;
    for (size_t j = 0; j < columns; j++) sum += y[j] * dy[j];
    for (size_t j = 0; j < columns; j++) dx[j] = y[j] * (dy[j] - sum);
  }
}

void nn_log_softmax_gradient(
  const float *y, const float *dy, size_t rows, size_t columns, float *dx
) {
  for (size_t i = 0; i < rows; i++, y += columns, dy += columns, dx += columns) {
    float sum = (float)nn_sum(dy, columns);
    for (size_t j = 0; j < columns; j++) dx[j] = dy[j] - expf(y[j]) * sum;
  }
}

double nn_cross_entropy(
  const float *logits, const int32_t *classes, const float *weights, size_t rows, size_t columns,
  float scale, float *gradient
) {
  double sum = 0;
  for (size_t i = 0; i < rows; i++) {
    const float *x = logits + i * columns;
    float total = log_sum(x, columns);
    float weight = weights ? weights[i] : 1;
    sum += weight * (total - x[classes[i]]);
    if (!gradient) continue;
    float *dx = gradient + i * columns;
    for (size_t j = 0; j < columns; j++) dx[j] = scale * weight * expf(x[j] - total);
    dx[classes[i]] -= scale * weight;
  }
  return sum;
}
