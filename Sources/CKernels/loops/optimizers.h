// Updates of parameters.

// Runs `body` for `LANES` parameters at a time, then for the rest in a padded vector.
#define UPDATE(body) \
  size_t i = 0; \
  for (; i + LANES <= count; i += LANES) { \
    READ(load); \
    body; \
    WRITE(store); \
  } \
  if (i < count) { \
    READ(PART_READ); \
    body; \
    WRITE(PART_WRITE); \
  }
#define PART_READ(p) load_part(p, count - i, 0)
#define PART_WRITE(p, x) store_part(p, count - i, x)

#define READ(from) vf weight = from(w + i), slope = from(g + i)
#define WRITE(to) to(w + i, weight)
static void sgd(float *w, const float *g, size_t count, float rate, float decay) {
  UPDATE({
    slope = slope + decay * weight;
    weight = weight - rate * slope;
  })
}
#undef READ
#undef WRITE

#define READ(from) vf weight = from(w + i), slope = from(g + i), velocity = from(v + i)
#define WRITE(to) to(w + i, weight), to(v + i, velocity)
static void momentum(
  float *w, const float *g, float *v, size_t count, float rate, float kept, bool nesterov,
  float decay
) {
  UPDATE({
    slope = slope + decay * weight;
    velocity = kept * velocity + slope;
    weight = weight - rate * (nesterov ? slope + kept * velocity : velocity);
  })
}
#undef READ
#undef WRITE

#define READ(from) vf weight = from(w + i), slope = from(g + i), square = from(s + i)
#define WRITE(to) to(w + i, weight), to(s + i, square)
static void rmsprop(
  float *w, const float *g, float *s, size_t count, float rate, float alpha, float epsilon,
  float decay
) {
  UPDATE({
    slope = slope + decay * weight;
    square = alpha * square + (1 - alpha) * slope * slope;
    weight = weight - rate * slope / (__builtin_elementwise_sqrt(square) + epsilon);
  })
}
#undef READ
#undef WRITE

#define READ(from) \
  vf weight = from(w + i), slope = from(g + i), mean = from(m + i), square = from(v + i)
#define WRITE(to) to(w + i, weight), to(m + i, mean), to(v + i, square)
static void adam(
  float *w, const float *g, float *m, float *v, size_t count, float rate, float beta1,
  float beta2, float epsilon, float decay, float shrinkage, uint64_t iteration
) {
  double correction1 = 1 - pow(beta1, (double)iteration);
  double correction2 = 1 - pow(beta2, (double)iteration);
  float step = (float)(rate / correction1);
  float root = (float)(1 / sqrt(correction2));
  UPDATE({
    weight = weight * shrinkage;
    slope = slope + decay * weight;
    mean = beta1 * mean + (1 - beta1) * slope;
    square = beta2 * square + (1 - beta2) * slope * slope;
    weight = weight - step * mean / (__builtin_elementwise_sqrt(square) * root + epsilon);
  })
}
#undef READ
#undef WRITE
#undef PART_READ
#undef PART_WRITE
#undef UPDATE
