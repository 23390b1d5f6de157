#include "CKernels.h"

#include <math.h>

enum { elements_of_piece = 16384 };

static size_t rows_of_piece(size_t columns) {
  return columns >= elements_of_piece ? 1 : elements_of_piece / (columns ? columns : 1);
}

size_t nn_block_pieces(size_t rows, size_t columns) {
  size_t height = rows_of_piece(columns);
  return columns == 0 ? 0 : (rows + height - 1) / height;
}

size_t nn_block_scratch(size_t registers) { return registers * NN_BLOCK_LENGTH + 1024; }

static float value(const nn_instruction *i, float a, float b, float c) {
  switch (i->opcode) {
    case NN_CONSTANT: return i->constant;
    case NN_ADD: return a + b;
    case NN_SUBTRACT: return a - b;
    case NN_MULTIPLY: return a * b;
    case NN_DIVIDE: return a / b;
    case NN_POWER: return powf(a, b);
    case NN_MAXIMUM: return a != a ? a : b > a || b != b ? b : a;
    case NN_MINIMUM: return a != a ? a : b < a || b != b ? b : a;
    case NN_EQUAL: return a == b;
    case NN_LESS: return a < b;
    case NN_LESS_OR_EQUAL: return a <= b;
    case NN_AND: return a != 0 && b != 0;
    case NN_OR: return a != 0 || b != 0;
    case NN_NOT: return a == 0;
    case NN_NEGATE: return -a;
    case NN_ABSOLUTE: return fabsf(a);
    case NN_SIGN: return a != a ? a : (a > 0) - (a < 0);
    case NN_SQUARE: return a * a;
    case NN_RECIPROCAL: return 1 / a;
    case NN_SQUARE_ROOT: return sqrtf(a);
    case NN_RECIPROCAL_SQUARE_ROOT: return 1 / sqrtf(a);
    case NN_FLOOR: return floorf(a);
    case NN_CEIL: return ceilf(a);
    case NN_ROUND: return rintf(a);
    case NN_EXP: return expf(a);
    case NN_EXPM1: return expm1f(a);
    case NN_LOG: return logf(a);
    case NN_LOG1P: return log1pf(a);
    case NN_TANH: return tanhf(a);
    case NN_SIGMOID: return 1 / (1 + expf(-a));
    case NN_SOFTPLUS: return fmaxf(a, 0) + log1pf(expf(-fabsf(a)));
    case NN_ERF: return erff(a);
    case NN_SIN: return sinf(a);
    case NN_COS: return cosf(a);
    case NN_RELU: return a > 0 || a != a ? a : 0;
    case NN_SELECT: return a != 0 ? b : c;
    case NN_MULTIPLY_ADD: return a * b + c;
    default: return 0;
  }
}

// One row segment of a block at a time.
static void run_segment(
  const nn_block_program *program, size_t row, size_t column, size_t length, float *registers,
  double *sums
) {
  for (size_t at = 0; at < program->count; at++) {
    const nn_instruction *i = program->instructions + at;
    float *r = registers + i->r * NN_BLOCK_LENGTH;
    const float *a = registers + i->a * NN_BLOCK_LENGTH;
    const float *b = registers + i->b * NN_BLOCK_LENGTH;
    const float *c = registers + i->c * NN_BLOCK_LENGTH;
    float *array = program->arrays ? program->arrays[i->index] : NULL;
    size_t first = row * program->columns + column;
    switch (i->opcode) {
      case NN_LOAD:
        for (size_t e = 0; e < length; e++) r[e] = array[first + e];
        break;
      case NN_LOAD_ROW:
        for (size_t e = 0; e < length; e++) r[e] = array[column + e];
        break;
      case NN_LOAD_COLUMN:
        for (size_t e = 0; e < length; e++) r[e] = array[row];
        break;
      case NN_LOAD_SCALAR:
        for (size_t e = 0; e < length; e++) r[e] = array[0];
        break;
      case NN_STORE:
        for (size_t e = 0; e < length; e++) array[first + e] = a[e];
        break;
      case NN_SUM: {
        double sum = 0;
        for (size_t e = 0; e < length; e++) sum += a[e];
        sums[i->index] += sum;
        break;
      }
      case NN_ROW_SUM: {
        double sum = column == 0 ? 0 : array[row];
        for (size_t e = 0; e < length; e++) sum += a[e];
        array[row] = sum;
        break;
      }
      case NN_ROW_MAXIMUM: {
        float best = column == 0 ? a[0] : array[row];
        for (size_t e = 0; e < length; e++) best = best != best || best >= a[e] ? best : a[e];
        array[row] = best;
        break;
      }
      default:
        for (size_t e = 0; e < length; e++) r[e] = value(i, a[e], b[e], c[e]);
    }
  }
}

void nn_block_piece(
  const nn_block_program *program, size_t piece, float *scratch, double *sums
) {
  size_t height = rows_of_piece(program->columns);
  size_t last = (piece + 1) * height < program->rows ? (piece + 1) * height : program->rows;
  for (size_t row = piece * height; row < last; row++) {
    for (size_t column = 0; column < program->columns; column += NN_BLOCK_LENGTH) {
      size_t left = program->columns - column;
      run_segment(
        program, row, column, left < NN_BLOCK_LENGTH ? left : NN_BLOCK_LENGTH, scratch, sums);
    }
  }
}
