// Elementwise programs.

#define EACH(expression) \
  for (size_t e = 0; e < padded; e += LANES) { \
    vf a = load(pa + e), b = load(pb + e), c = load(pc + e); \
    (void)a, (void)b, (void)c; \
    store(r + e, expression); \
  } \
  break

#define EACH_NUMBER(expression) \
  for (size_t e = 0; e < length; e++) { \
    float a = pa[e], b = pb[e]; \
    (void)a, (void)b; \
    r[e] = expression; \
  } \
  break

// What one instruction makes of registers. Whole vectors are computed, also beyond `length`.
static void compute(
  const nn_instruction *i, float *r, const float *pa, const float *pb, const float *pc,
  size_t length
) {
  size_t padded = (length + LANES - 1) / LANES * LANES;
  switch (i->opcode) {
    case NN_ADD: EACH(a + b);
    case NN_SUBTRACT: EACH(a - b);
    case NN_MULTIPLY: EACH(a * b);
    case NN_DIVIDE: EACH(a / b);
    case NN_POWER: EACH_NUMBER(powf(a, b));
    case NN_MAXIMUM: EACH(choose(a != a, a, choose((b > a) | (b != b), b, a)));
    case NN_MINIMUM: EACH(choose(a != a, a, choose((b < a) | (b != b), b, a)));
    case NN_EQUAL: EACH(truth(a == b));
    case NN_LESS: EACH(truth(a < b));
    case NN_LESS_OR_EQUAL: EACH(truth(a <= b));
    case NN_AND: EACH(truth((a != 0) & (b != 0)));
    case NN_OR: EACH(truth((a != 0) | (b != 0)));
    case NN_NOT: EACH(truth(a == 0));
    case NN_NEGATE: EACH(-a);
    case NN_ABSOLUTE: EACH(magnitude(a));
    case NN_SIGN: EACH(choose(a != a, a, truth(a > 0) - truth(a < 0)));
    case NN_SQUARE: EACH(a * a);
    case NN_RECIPROCAL: EACH(1 / a);
    case NN_SQUARE_ROOT: EACH(__builtin_elementwise_sqrt(a));
    case NN_RECIPROCAL_SQUARE_ROOT: EACH(1 / __builtin_elementwise_sqrt(a));
    case NN_FLOOR: EACH(__builtin_elementwise_floor(a));
    case NN_CEIL: EACH(__builtin_elementwise_ceil(a));
    case NN_ROUND: EACH(__builtin_elementwise_roundeven(a));
    case NN_EXP: EACH(vector_exp(a));
    case NN_EXPM1: EACH(vector_expm1(a));
    case NN_LOG: EACH(vector_log(a));
    case NN_LOG1P: EACH(vector_log1p(a));
    case NN_TANH: EACH(vector_tanh(a));
    case NN_SIGMOID: EACH(vector_sigmoid(a));
    case NN_SOFTPLUS: EACH(vector_softplus(a));
    case NN_ERF: EACH_NUMBER(erff(a));
    case NN_SIN: EACH_NUMBER(sinf(a));
    case NN_COS: EACH_NUMBER(cosf(a));
    case NN_RELU: EACH(vector_relu(a));
    case NN_SELECT: EACH(choose(a != 0, b, c));
    case NN_MULTIPLY_ADD: EACH(a * b + c);
    default: break;
  }
}

#undef EACH
#undef EACH_NUMBER

// Elements that the program passes over together: `rows` whole rows, or a part of one.
typedef struct segment {
  size_t row, column, rows, width;
} segment;

static void fill(float *r, float x, size_t length) {
  vf v = all(x);
  for (size_t e = 0; e < length; e += LANES) store(r + e, v);
}

static void repeat_row(float *r, const float *row, size_t rows, size_t width) {
  for (size_t i = 0; i < rows; i++) copy(r + i * width, row, width);
}

// `places`: where each register is. What fills whole vectors is read, and written, where it lies.
static void run_segment(
  const nn_block_program *program, segment at, float *registers, const float **places, double *sums
) {
  size_t length = at.rows * at.width, first = at.row * program->columns + at.column;
  bool is_row_split = at.width < program->columns, is_whole = length % LANES == 0;
  for (size_t n = 0; n < program->count; n++) {
    const nn_instruction *i = program->instructions + n;
    float *r = registers + i->r * NN_BLOCK_LENGTH;
    const float *a = places[i->a];
    switch (i->opcode) {
      case NN_CONSTANT: case NN_LOAD_SCALAR:
        break;
      case NN_LOAD:
        if (is_whole && !i->copies) {
          places[i->r] = program->arrays[i->index] + first;
        } else {
          copy(r, program->arrays[i->index] + first, length);
          places[i->r] = r;
        }
        break;
      case NN_LOAD_ROW:
        // Whole rows have been filled in before.
        if (is_row_split) {
          copy(r, program->arrays[i->index] + at.column, length);
        }
        places[i->r] = r;
        break;
      case NN_LOAD_COLUMN: {
        const float *column = program->arrays[i->index] + at.row;
        if (at.width == 1) {
          copy(r, column, length);
        } else {
          for (size_t row = 0; row < at.rows; row++) {
            for (size_t e = 0; e < at.width; e++) r[row * at.width + e] = column[row];
          }
        }
        places[i->r] = r;
        break;
      }
      case NN_STORE:
        copy(program->arrays[i->index] + first, a, length);
        break;
      case NN_SUM: {
        vd total = {0};
        size_t e = 0;
        for (; e + LANES <= length; e += LANES) total += __builtin_convertvector(load(a + e), vd);
        if (e < length) total += __builtin_convertvector(load_part(a + e, length - e, 0), vd);
        sums[i->index] += sum_of_doubles(&total);
        break;
      }
      case NN_ROW_SUM: {
        float *array = program->arrays[i->index] + at.row;
        for (size_t row = 0; row < at.rows; row++) {
          double sum = at.column == 0 ? 0 : array[row];
          for (size_t e = 0; e < at.width; e++) sum += a[row * at.width + e];
          array[row] = (float)sum;
        }
        break;
      }
      case NN_ROW_MAXIMUM: {
        float *array = program->arrays[i->index] + at.row;
        for (size_t row = 0; row < at.rows; row++) {
          const float *x = a + row * at.width;
          float best = at.column == 0 ? x[0] : array[row];
          for (size_t e = 0; e < at.width; e++) best = best != best || best >= x[e] ? best : x[e];
          array[row] = best;
        }
        break;
      }
      default: {
        const nn_instruction *next = i + 1;
        if (is_whole && n + 1 < program->count && next->opcode == NN_STORE && next->a == i->r) {
          r = program->arrays[next->index] + first;
          n++;
        }
        compute(i, r, a, places[i->b], places[i->c], length);
        places[i->r] = r;
      }
    }
  }
}

// Whether rows and columns mean nothing to the program.
static bool is_flat(const nn_block_program *program) {
  for (size_t n = 0; n < program->count; n++) {
    switch (program->instructions[n].opcode) {
      case NN_LOAD_ROW: case NN_LOAD_COLUMN: case NN_ROW_SUM: case NN_ROW_MAXIMUM: return false;
      default: break;
    }
  }
  return true;
}

static void block_rows(
  const nn_block_program *program, size_t row, size_t last, float *scratch, double *sums
) {
  if (row >= last || program->columns == 0) return;
  nn_block_program p = *program;
  if (p.columns > 1 && is_flat(&p)) {
    row *= p.columns;
    last *= p.columns;
    p.columns = 1;
  }
  size_t rows = p.columns <= NN_BLOCK_LENGTH ? NN_BLOCK_LENGTH / p.columns : 1;
  // No more than there is of a small program, and never more than a register has.
  size_t left = last - row;
  size_t most = p.columns <= NN_BLOCK_LENGTH / left ? left * p.columns : NN_BLOCK_LENGTH;
  const float *places[NN_BLOCK_REGISTERS];
  places[0] = scratch;
  for (size_t n = 0; n < p.count; n++) {
    const nn_instruction *i = p.instructions + n;
    float *r = scratch + i->r * NN_BLOCK_LENGTH;
    if (i->opcode < NN_ADD && i->opcode != NN_STORE) places[i->r] = r;
    if (i->opcode == NN_CONSTANT) fill(r, i->constant, most);
    if (i->opcode == NN_LOAD_SCALAR) fill(r, p.arrays[i->index][0], most);
    if (i->opcode == NN_LOAD_ROW && p.columns <= NN_BLOCK_LENGTH) {
      repeat_row(r, p.arrays[i->index], rows < left ? rows : left, p.columns);
    }
  }
  for (; row < last; row += rows) {
    segment at = {row, 0, last - row < rows ? last - row : rows, p.columns};
    if (p.columns <= NN_BLOCK_LENGTH) {
      run_segment(&p, at, scratch, places, sums);
      continue;
    }
    for (; at.column < p.columns; at.column += NN_BLOCK_LENGTH) {
      size_t rest = p.columns - at.column;
      at.width = rest < NN_BLOCK_LENGTH ? rest : NN_BLOCK_LENGTH;
      run_segment(&p, at, scratch, places, sums);
    }
  }
}
