#include "CKernels.h"

#include <math.h>

void nn_sgd(float *w, const float *g, size_t count, float rate, float decay) {
  for (size_t i = 0; i < count; i++) w[i] -= rate * (g[i] + decay * w[i]);
}

void nn_momentum(
  float *w, const float *g, float *v, size_t count, float rate, float momentum, bool nesterov,
  float decay
) {
  for (size_t i = 0; i < count; i++) {
    float slope = g[i] + decay * w[i];
    v[i] = momentum * v[i] + slope;
    w[i] -= rate * (nesterov ? slope + momentum * v[i] : v[i]);
  }
}

void nn_rmsprop(
  float *w, const float *g, float *s, size_t count, float rate, float alpha, float epsilon,
  float decay
) {
  for (size_t i = 0; i < count; i++) {
    float slope = g[i] + decay * w[i];
    s[i] = alpha * s[i] + (1 - alpha) * slope * slope;
    w[i] -= rate * slope / (sqrtf(s[i]) + epsilon);
  }
}

static void adam(
  float *w, const float *g, float *m, float *v, size_t count, float rate, float beta1,
  float beta2, float epsilon, float decay, float shrinkage, uint64_t iteration
) {
  double correction1 = 1 - pow(beta1, (double)iteration);
  double correction2 = 1 - pow(beta2, (double)iteration);
  float step = (float)(rate / correction1);
  float root = (float)(1 / sqrt(correction2));
  for (size_t i = 0; i < count; i++) {
    float weight = w[i] * shrinkage;
    float slope = g[i] + decay * weight;
    m[i] = beta1 * m[i] + (1 - beta1) * slope;
    v[i] = beta2 * v[i] + (1 - beta2) * slope * slope;
    w[i] = weight - step * m[i] / (sqrtf(v[i]) * root + epsilon);
  }
}

void nn_adam(
  float *w, const float *g, float *m, float *v, size_t count, float rate, float beta1,
  float beta2, float epsilon, float decay, uint64_t iteration
) {
  adam(w, g, m, v, count, rate, beta1, beta2, epsilon, decay, 1, iteration);
}

void nn_adamw(
  float *w, const float *g, float *m, float *v, size_t count, float rate, float beta1,
  float beta2, float epsilon, float decay, uint64_t iteration
) {
  adam(w, g, m, v, count, rate, beta1, beta2, epsilon, 0, 1 - rate * decay, iteration);
}
