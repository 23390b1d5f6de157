// Matrix products.
//
// Each number of the result is summed in one accumulator, from the first product to the last, so
// neither the size of the tiles nor of the blocks changes a bit of it.

enum {
#if LANES == 16
  most_vectors = 4,
  most_tile_rows = 8,
#else
  most_vectors = 2,
  most_tile_rows = 6,
#endif
};

static vf activated(vf x, nn_activation activation) {
  switch (activation) {
    case NN_ACTIVATION_NONE: return x;
    case NN_ACTIVATION_RELU: return vector_relu(x);
    case NN_ACTIVATION_TANH: return vector_tanh(x);
    case NN_ACTIVATION_SIGMOID: return vector_sigmoid(x);
  }
  return x;
}

// A part of the inner extent, for columns that lie side by side in `b`.
typedef struct tile_job {
  const float *a_rows[most_tile_rows];
  const ptrdiff_t *a_offsets;  // of the inner extent, from the beginning of a row
  const float *b;
  size_t b_inner_stride;
  size_t inner;
  float *result;
  size_t result_stride;
  size_t width;       // columns that are stored, within the last vector
  bool continues;     // the sums so far are in `result`
  const float *bias;  // where it does not
  nn_activation activation;
} tile_job;

// `is_part`: whether the last vector is one of less than `LANES` columns.
INLINE void tile(
  const tile_job *job, const int rows, const int vectors, const bool is_part
) {
  vf sums[most_tile_rows][most_vectors];
  const size_t last = job->width - (size_t)(vectors - 1) * LANES;
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      const float *from = job->continues ? job->result + (size_t)i * job->result_stride : job->bias;
      if (!from) {
        sums[i][v] = all(0);
      } else if (v + 1 < vectors || !is_part) {
        sums[i][v] = load(from + v * LANES);
      } else {
        sums[i][v] = load_part(from + v * LANES, last, 0);
      }
    }
  }
  const float *a[most_tile_rows], *b = job->b;
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) a[i] = job->a_rows[i];
  const size_t step = job->b_inner_stride, inner = job->inner;
  const ptrdiff_t *offsets = job->a_offsets;
  for (size_t k = 0; k < inner; k++, b += step) {
    const ptrdiff_t offset = offsets[k];
    vf columns[most_vectors];
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      columns[v] =
        v + 1 < vectors || !is_part ? load(b + v * LANES) : load_part(b + v * LANES, last, 0);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      vf factor = all(a[i][offset]);
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) sums[i][v] = factor * columns[v] + sums[i][v];
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    float *to = job->result + (size_t)i * job->result_stride;
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      vf x = sums[i][v];
      if (job->activation != NN_ACTIVATION_NONE) x = activated(x, job->activation);
      if (v + 1 < vectors || !is_part) {
        store(to + v * LANES, x);
      } else {
        store_part(to + v * LANES, last, x);
      }
    }
  }
}

#define TILE(rows, vectors) \
  case (rows) * 16 + (vectors) * 2: tile(job, rows, vectors, false); break; \
  case (rows) * 16 + (vectors) * 2 + 1: tile(job, rows, vectors, true); break;

static __attribute__((noinline)) void run_tile(const tile_job *job, size_t rows, size_t vectors) {
  switch (rows * 16 + vectors * 2 + (job->width % LANES != 0)) {
    TILE(1, 1) TILE(2, 1) TILE(3, 1) TILE(4, 1) TILE(5, 1) TILE(6, 1)
    TILE(1, 2) TILE(2, 2) TILE(3, 2) TILE(4, 2) TILE(5, 2) TILE(6, 2)
#if LANES == 16
    TILE(7, 1) TILE(8, 1) TILE(7, 2) TILE(8, 2)
    TILE(1, 3) TILE(2, 3) TILE(3, 3) TILE(4, 3) TILE(5, 3) TILE(6, 3) TILE(7, 3) TILE(8, 3)
    TILE(1, 4) TILE(2, 4) TILE(3, 4) TILE(4, 4) TILE(5, 4) TILE(6, 4)
#endif
  }
}

#undef TILE

// Columns of `b` side by side.
static void pack(
  const float *b, size_t inner_stride, size_t column_stride, size_t inner, size_t width,
  size_t vectors, float *packed
) {
  size_t step = vectors * LANES;
  if (column_stride == 1) {
    const size_t last = width - (vectors - 1) * LANES;
    for (size_t k = 0; k < inner; k++, b += inner_stride, packed += step) {
      for (size_t v = 0; v + 1 < vectors; v++) store(packed + v * LANES, load(b + v * LANES));
      const size_t end = (vectors - 1) * LANES;
      store(packed + end, last == LANES ? load(b + end) : load_part(b + end, last, 0));
    }
    return;
  }
  // Eight by eight, so that the lines of both sides are used while they are near.
  for (size_t k0 = 0; k0 < inner; k0 += 8) {
    size_t k1 = k0 + 8 < inner ? k0 + 8 : inner, j = 0;
#if LANES > 4
    if (inner_stride == 1 && k1 == k0 + 8) {
      for (; j + 8 <= width; j += 8) {
        transpose_8(b + j * column_stride + k0, column_stride, packed + k0 * step + j, step);
      }
    }
#endif
    for (; j < width; j++) {
      const float *from = b + j * column_stride;
      for (size_t k = k0; k < k1; k++) packed[k * step + j] = from[k * inner_stride];
    }
  }
}

// Floats of one row of packed columns.
static size_t packed_width(size_t columns) { return (columns + LANES - 1) / LANES * LANES; }

// Packs one part of the inner extent of one panel of columns, for `product_region` to find there.
static void product_pack(const nn_product *p, size_t piece, float *packed) {
  const size_t panel = most_vectors * LANES, panels = (p->columns + panel - 1) / panel;
  size_t k0 = piece / panels * NN_PRODUCT_INNER, j = piece % panels * panel;
  size_t inner = p->inner - k0 < NN_PRODUCT_INNER ? p->inner - k0 : NN_PRODUCT_INNER;
  size_t width = p->columns - j < panel ? p->columns - j : panel;
  pack(
    p->b + k0 * p->b_inner_stride + j * p->b_column_stride, p->b_inner_stride, p->b_column_stride,
    inner, width, (width + LANES - 1) / LANES, packed + k0 * packed_width(p->columns) + j * inner);
}

static size_t product_pack_pieces(const nn_product *p) {
  const size_t panel = most_vectors * LANES;
  return (p->columns + panel - 1) / panel
    * ((p->inner + NN_PRODUCT_INNER - 1) / NN_PRODUCT_INNER);
}

// Applies the activation to neighbouring numbers.
static void activate(float *x, size_t count, nn_activation activation) {
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) store(x + i, activated(load(x + i), activation));
  if (i == count) return;
  store_part(x + i, count - i, activated(load_part(x + i, count - i, 0), activation));
}

// Rows `i0..<i1` and columns `j0..<j1` of the result.
static void product_region(
  const nn_product *p, size_t i0, size_t i1, size_t j0, size_t j1, float *scratch
) {
  ptrdiff_t offsets[NN_PRODUCT_INNER];
  // Where columns leave lanes of a vector empty, whole rows fill them better.
  const bool activates_rows = p->activation != NN_ACTIVATION_NONE && p->columns % LANES != 0
    && p->columns <= most_vectors * LANES && p->result_stride == p->columns;
  for (size_t k0 = 0; k0 == 0 || k0 < p->inner; k0 += NN_PRODUCT_INNER) {
    size_t left = p->inner - k0;
    size_t inner = left < NN_PRODUCT_INNER ? left : NN_PRODUCT_INNER;
    for (size_t k = 0; k < inner; k++) {
      offsets[k] =
        p->a_inner ? p->a_inner[k0 + k] : (ptrdiff_t)((k0 + k) * p->a_inner_stride);
    }
    bool is_last = k0 + inner == p->inner;
    for (size_t j = j0; j < j1; j += most_vectors * LANES) {
      size_t width = j1 - j < most_vectors * LANES ? j1 - j : most_vectors * LANES;
      size_t vectors = (width + LANES - 1) / LANES;
      tile_job job = {
        .a_offsets = offsets,
        .b = p->b + k0 * p->b_inner_stride + j * p->b_column_stride,
        .b_inner_stride = p->b_inner_stride, .inner = inner, .result_stride = p->result_stride,
        .width = width, .continues = p->adds || k0 > 0, .bias = p->bias ? p->bias + j : NULL,
        .activation = is_last && !activates_rows ? p->activation : NN_ACTIVATION_NONE,
      };
      if (p->b_is_packed) {
        job.b = p->b + k0 * packed_width(p->columns) + j * inner;
        job.b_inner_stride = vectors * LANES;
      } else if (p->b_column_stride != 1 || i1 - i0 > NN_PRODUCT_UNPACKED_ROWS) {
        pack(
          job.b, p->b_inner_stride, p->b_column_stride, inner, width, vectors, scratch);
        job.b = scratch;
        job.b_inner_stride = vectors * LANES;
      }
      if (p->column_sums && i0 == 0) {
        column_sums(
          job.b, inner, job.b_inner_stride, 0, width, k0 > 0, p->column_sums + j);
      }
      size_t height = vectors == 4 ? 6 : most_tile_rows;
      for (size_t i = i0; i < i1; i += height) {
        size_t rows = i1 - i < height ? i1 - i : height;
        for (size_t n = 0; n < rows; n++) {
          job.a_rows[n] =
            p->a + (p->a_rows ? (size_t)p->a_rows[i + n] : (i + n) * p->a_row_stride);
        }
        job.result = p->result + i * p->result_stride + j;
        run_tile(&job, rows, vectors);
        if (is_last && activates_rows) activate(job.result, rows * p->columns, p->activation);
      }
    }
  }
}

static float dot(const float *a, const float *b, size_t count) {
  vf s0 = all(0), s1 = all(0);
  size_t k = 0;
  for (; k + 2 * LANES <= count; k += 2 * LANES) {
    s0 = load(a + k) * load(b + k) + s0;
    s1 = load(a + k + LANES) * load(b + k + LANES) + s1;
  }
  for (; k + LANES <= count; k += LANES) s0 = load(a + k) * load(b + k) + s0;
  float sum = count >= LANES ? sum_of_lanes(s0 + s1) : 0;
  for (; k < count; k++) sum += a[k] * b[k];
  return sum;
}

// Rows from `i` of a product with one column, which lie side by side in `a`. Four sums, so that
// none waits for the one before.
static void weighted_sum(const nn_product *p, size_t i, size_t count) {
  bool is_whole = count == LANES;
  vf sums[4] = {all(0), all(0), all(0), all(0)};
  const float *a = p->a + i, *b = p->b;
  for (size_t k = 0; k < p->inner; k += 4) {
    for (size_t n = 0; n < 4 && k + n < p->inner; n++) {
      vf rows = is_whole ? load(a) : load_part(a, count, 0);
      sums[n] = *b * rows + sums[n];
      a += p->a_inner_stride;
      b += p->b_inner_stride;
    }
  }
  vf sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  float *result = p->result + i;
  if (p->adds) {
    sum += is_whole ? load(result) : load_part(result, count, 0);
  } else if (p->bias) {
    sum += all(*p->bias);
  }
  if (is_whole) store(result, sum); else store_part(result, count, sum);
}

// Rows `i0..<i1` of a product with one column, without its activation.
static void column_sums_of_rows(const nn_product *p, size_t i0, size_t i1) {
  if (p->a_row_stride == 1 && p->a_inner_stride != 1 && p->result_stride == 1) {
    for (size_t i = i0; i < i1; i += LANES) weighted_sum(p, i, i1 - i < LANES ? i1 - i : LANES);
    return;
  }
  bool is_adjacent = p->a_inner_stride == 1 && p->b_inner_stride == 1;
  for (size_t i = i0; i < i1; i++) {
    const float *a = p->a + i * p->a_row_stride;
    float sum = 0;
    if (is_adjacent) {
      sum = dot(a, p->b, p->inner);
    } else {
      for (size_t k = 0; k < p->inner; k++) {
        sum += a[k * p->a_inner_stride] * p->b[k * p->b_inner_stride];
      }
    }
    float *result = p->result + i * p->result_stride;
    *result = p->adds ? *result + sum : p->bias ? sum + *p->bias : sum;
  }
}

// Rows `i0..<i1` of a product with one column.
static void product_column(const nn_product *p, size_t i0, size_t i1) {
  if (p->column_sums && i0 == 0) {
    if (p->b_inner_stride == 1) {
      *p->column_sums = (float)sum(p->b, p->inner);
    } else {
      column_sums(p->b, p->inner, p->b_inner_stride, 0, 1, false, p->column_sums);
    }
  }
  column_sums_of_rows(p, i0, i1);
  if (p->activation == NN_ACTIVATION_NONE) return;
  for (size_t i = i0; i < i1; i += LANES) {
    float lanes[LANES] = {0};
    size_t count = i1 - i < LANES ? i1 - i : LANES;
    for (size_t l = 0; l < count; l++) lanes[l] = p->result[(i + l) * p->result_stride];
    store(lanes, activated(load(lanes), p->activation));
    for (size_t l = 0; l < count; l++) p->result[(i + l) * p->result_stride] = lanes[l];
  }
}

static void product_rows(const nn_product *p, size_t first, size_t end, float *scratch) {
  if (p->columns == 1 && !p->a_rows) {
    product_column(p, first, end);
  } else {
    product_region(p, first, end, 0, p->columns, scratch);
  }
}

static void product_piece(const nn_product *p, size_t piece, float *scratch) {
  if (p->columns == 1 && !p->a_rows) {
    size_t first = piece * NN_PRODUCT_COLUMN_ROWS, end = first + NN_PRODUCT_COLUMN_ROWS;
    product_column(p, first, end < p->rows ? end : p->rows);
    return;
  }
  size_t panels = (p->columns + NN_PRODUCT_COLUMNS - 1) / NN_PRODUCT_COLUMNS;
  size_t height = nn_product_rows_of_piece(p);
  size_t i0 = piece / panels * height, i1 = i0 + height;
  size_t j0 = piece % panels * NN_PRODUCT_COLUMNS, j1 = j0 + NN_PRODUCT_COLUMNS;
  product_region(
    p, i0, i1 < p->rows ? i1 : p->rows, j0, j1 < p->columns ? j1 : p->columns, scratch);
}
