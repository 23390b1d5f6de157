// Softmax, row by row.

// The logarithm of the sum of the exponentials of a row.
static float log_sum(const float *x, size_t columns) {
  float largest = maximum(x, columns);
  vf total = all(0);
  size_t j = 0;
  for (; j + LANES <= columns; j += LANES) total += vector_exp(load(x + j) - largest);
  if (j < columns) total += vector_exp(load_part(x + j, columns - j, -INFINITY) - largest);
  return largest + logf(sum_of_lanes(total));
}

#define EACH(columns, expression) \
  for (size_t j = 0; j < columns; j += LANES) { \
    if (j + LANES <= columns) { \
      READ(load); \
      store(result + j, expression); \
    } else { \
      READ(PART); \
      store_part(result + j, columns - j, expression); \
    } \
  }
#define PART(p) load_part(p, columns - j, 0)

#define READ(from) vf x = from(row + j)
static void softmax(const float *row, size_t rows, size_t columns, float *result) {
  for (size_t i = 0; i < rows; i++, row += columns, result += columns) {
    float total = log_sum(row, columns);
    EACH(columns, vector_exp(x - total))
  }
}

static void log_softmax(const float *row, size_t rows, size_t columns, float *result) {
  for (size_t i = 0; i < rows; i++, row += columns, result += columns) {
    float total = log_sum(row, columns);
    EACH(columns, x - total)
  }
}
#undef READ

#define READ(from) vf x = from(y + j), d = from(dy + j)
static void softmax_gradient(
  const float *y, const float *dy, size_t rows, size_t columns, float *result
) {
  for (size_t i = 0; i < rows; i++, y += columns, dy += columns, result += columns) {
    float total = dot(y, dy, columns);
    EACH(columns, x * (d - total))
  }
}

static void log_softmax_gradient(
  const float *y, const float *dy, size_t rows, size_t columns, float *result
) {
  for (size_t i = 0; i < rows; i++, y += columns, dy += columns, result += columns) {
    float total = (float)sum(dy, columns);
    EACH(columns, d - vector_exp(x) * total)
  }
}
#undef READ

#define READ(from) vf x = from(row + j)
static double cross_entropy(
  const float *logits, const int32_t *classes, const float *weights, size_t rows, size_t columns,
  float scale, float *gradient
) {
  double loss = 0;
  for (size_t i = 0; i < rows; i++) {
    const float *row = logits + i * columns;
    float total = log_sum(row, columns);
    float weight = weights ? weights[i] : 1;
    loss += weight * (total - row[classes[i]]);
    if (!gradient) continue;
    float *result = gradient + i * columns, factor = scale * weight;
    EACH(columns, factor * vector_exp(x - total))
    result[classes[i]] -= factor;
  }
  return loss;
}
#undef READ
#undef PART
#undef EACH
