#include "loops.h"

enum { elements_of_piece = 16384 };

static size_t nn_block_rows_of_piece(size_t columns) {
  return columns >= elements_of_piece ? 1 : elements_of_piece / (columns ? columns : 1);
}

size_t nn_block_pieces(size_t rows, size_t columns) {
  size_t height = nn_block_rows_of_piece(columns);
  return columns == 0 ? 0 : (rows + height - 1) / height;
}

size_t nn_block_scratch(size_t registers) { return registers * NN_BLOCK_LENGTH + 1024; }

void nn_block_piece(
  const nn_block_program *program, size_t piece, float *scratch, double *sums
) {
  size_t height = nn_block_rows_of_piece(program->columns);
  size_t first = piece * height, end = first + height;
  nn_block_rows(program, first, end < program->rows ? end : program->rows, scratch, sums);
}

void nn_block_rows(
  const nn_block_program *program, size_t first, size_t end, float *scratch, double *sums
) {
  nn_current_loops()->block_rows(program, first, end, scratch, sums);
}
