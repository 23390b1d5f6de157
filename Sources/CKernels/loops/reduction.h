// Sums and largest numbers.

static double sum(const float *x, size_t count) {
  vd s0 = {0}, s1 = {0};
  size_t i = 0;
  for (; i + 2 * LANES <= count; i += 2 * LANES) {
    s0 += __builtin_convertvector(load(x + i), vd);
    s1 += __builtin_convertvector(load(x + i + LANES), vd);
  }
  s0 += s1;
  double total = count >= 2 * LANES ? sum_of_doubles(&s0) : 0;
  for (; i < count; i++) total += x[i];
  return total;
}

static float maximum(const float *x, size_t count) {
  if (count < LANES) {
    float best = -INFINITY;
    for (size_t i = 0; i < count; i++) best = best != best || best >= x[i] ? best : x[i];
    return best;
  }
  vf best = load(x);
  for (size_t i = LANES; i + LANES <= count; i += LANES) best = larger(best, load(x + i));
  return largest_of_lanes(larger(best, load(x + count - LANES)));
}

static void column_sums(
  const float *x, size_t rows, size_t columns, size_t first, size_t last, bool adds, float *result
) {
  for (size_t j = first; j < last; j += LANES) {
    size_t width = last - j < LANES ? last - j : LANES;
    bool is_whole = width == LANES;
    vd total = {0};
    if (adds) {
      total = __builtin_convertvector(
        is_whole ? load(result + j) : load_part(result + j, width, 0), vd);
    }
    for (size_t i0 = 0; i0 < rows; i0 += 8) {
      size_t i1 = i0 + 8 < rows ? i0 + 8 : rows;
      vf eight = all(0);
      for (size_t i = i0; i < i1; i++) {
        const float *row = x + i * columns + j;
        eight += is_whole ? load(row) : load_part(row, width, 0);
      }
      total += __builtin_convertvector(eight, vd);
    }
    vf sums = __builtin_convertvector(total, vf);
    if (is_whole) store(result + j, sums); else store_part(result + j, width, sums);
  }
}

static void column_maxima(
  const float *x, size_t rows, size_t columns, size_t first, size_t last, float *result
) {
  for (size_t j = first; j < last; j += LANES) {
    size_t width = last - j < LANES ? last - j : LANES;
    vf best = all(-INFINITY);
    for (size_t i = 0; i < rows; i++) {
      const float *row = x + i * columns + j;
      best = larger(best, width == LANES ? load(row) : load_part(row, width, 0));
    }
    if (width == LANES) store(result + j, best); else store_part(result + j, width, best);
  }
}
