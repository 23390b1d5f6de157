#include "loops.h"

size_t nn_product_rows_of_piece(const nn_product *product) {
  return product->columns <= NN_PRODUCT_COLUMNS && product->rows <= 8 * NN_PRODUCT_ROWS
    ? NN_PRODUCT_FEW_ROWS : NN_PRODUCT_ROWS;
}

size_t nn_product_pieces(const nn_product *product) {
  if (product->columns == 1 && !product->a_rows) {
    return (product->rows + NN_PRODUCT_COLUMN_ROWS - 1) / NN_PRODUCT_COLUMN_ROWS;
  }
  size_t panels = (product->columns + NN_PRODUCT_COLUMNS - 1) / NN_PRODUCT_COLUMNS;
  size_t height = nn_product_rows_of_piece(product);
  return (product->rows + height - 1) / height * panels;
}

size_t nn_product_scratch(void) { return NN_PRODUCT_INNER * NN_PRODUCT_COLUMNS; }

void nn_product_piece(const nn_product *product, size_t piece, float *scratch) {
  nn_current_loops()->product_piece(product, piece, scratch);
}

void nn_product_rows(const nn_product *product, size_t first, size_t end, float *scratch) {
  nn_current_loops()->product_rows(product, first, end, scratch);
}

enum { most_lanes = 16 };

size_t nn_product_packed_count(size_t inner, size_t columns) {
  return inner * ((columns + most_lanes - 1) / most_lanes * most_lanes);
}

size_t nn_product_pack_pieces(const nn_product *product) {
  return nn_current_loops()->product_pack_pieces(product);
}

void nn_product_pack(const nn_product *product, size_t piece, float *packed) {
  nn_current_loops()->product_pack(product, piece, packed);
}
