#include "loops.h"

void nn_sgd(float *w, const float *g, size_t count, float rate, float decay) {
  nn_current_loops()->sgd(w, g, count, rate, decay);
}

void nn_momentum(
  float *w, const float *g, float *v, size_t count, float rate, float momentum, bool nesterov,
  float decay
) {
  nn_current_loops()->momentum(w, g, v, count, rate, momentum, nesterov, decay);
}

void nn_rmsprop(
  float *w, const float *g, float *s, size_t count, float rate, float alpha, float epsilon,
  float decay
) {
  nn_current_loops()->rmsprop(w, g, s, count, rate, alpha, epsilon, decay);
}

void nn_adam(
  float *w, const float *g, float *m, float *v, size_t count, float rate, float beta1,
  float beta2, float epsilon, float decay, uint64_t iteration
) {
  nn_current_loops()->adam(w, g, m, v, count, rate, beta1, beta2, epsilon, decay, 1, iteration);
}

void nn_adamw(
  float *w, const float *g, float *m, float *v, size_t count, float rate, float beta1,
  float beta2, float epsilon, float decay, uint64_t iteration
) {
  nn_current_loops()->adam(
    w, g, m, v, count, rate, beta1, beta2, epsilon, 0, 1 - rate * decay, iteration);
}
