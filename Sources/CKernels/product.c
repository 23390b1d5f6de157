#include "CKernels.h"

#include <math.h>

enum { rows_of_piece = 32 };

size_t nn_product_pieces(const nn_product *product) {
  return (product->rows + rows_of_piece - 1) / rows_of_piece;
}

size_t nn_product_scratch(void) { return 1024; }

static float activated(float x, nn_activation activation) {
  switch (activation) {
    case NN_ACTIVATION_NONE:
      return x;
    case NN_ACTIVATION_RELU:
      return x > 0 || x != x ? x : 0;
    case NN_ACTIVATION_TANH:
      return tanhf(x);
    case NN_ACTIVATION_SIGMOID:
      return 1 / (1 + expf(-x));
  }
  return x;
}

void nn_product_piece(const nn_product *product, size_t piece, float *scratch) {
  const nn_product p = *product;
  size_t last = (piece + 1) * rows_of_piece < p.rows ? (piece + 1) * rows_of_piece : p.rows;
  for (size_t i = piece * rows_of_piece; i < last; i++) {
    for (size_t j = 0; j < p.columns; j++) {
      float sum = 0;
      for (size_t k = 0; k < p.inner; k++) {
        sum += p.a[i * p.a_row_stride + k * p.a_inner_stride]
          * p.b[k * p.b_inner_stride + j * p.b_column_stride];
      }
      float *result = p.result + i * p.result_stride + j;
      if (p.adds) {
        *result += sum;
      } else {
        *result = activated(p.bias ? sum + p.bias[j] : sum, p.activation);
      }
    }
  }
}
