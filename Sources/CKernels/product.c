#include "loops.h"

size_t nn_product_pieces(const nn_product *product) {
  if (product->columns == 1) {
    return (product->rows + NN_PRODUCT_COLUMN_ROWS - 1) / NN_PRODUCT_COLUMN_ROWS;
  }
  size_t panels = (product->columns + NN_PRODUCT_COLUMNS - 1) / NN_PRODUCT_COLUMNS;
  return (product->rows + NN_PRODUCT_ROWS - 1) / NN_PRODUCT_ROWS * panels;
}

size_t nn_product_scratch(void) { return NN_PRODUCT_INNER * NN_PRODUCT_COLUMNS; }

void nn_product_piece(const nn_product *product, size_t piece, float *scratch) {
  nn_current_loops()->product_piece(product, piece, scratch);
}
