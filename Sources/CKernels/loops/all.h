// All loops for vectors of `LANES` floats, as the table `LOOPS`.

#include "vector.h"
#include "functions.h"
#include "transposition.h"
#include "reduction.h"
#include "product.h"
#include "block.h"
#include "softmax.h"
#include "optimizers.h"
#include "gather.h"
#include "columns.h"
#include "window.h"
#include "measure.h"

const nn_loops LOOPS = {
  .product_piece = product_piece,
  .product_rows = product_rows,
  .product_pack = product_pack,
  .product_pack_pieces = product_pack_pieces,
  .transpose = transpose,
  .block_rows = block_rows,
  .sum = sum,
  .maximum = maximum,
  .column_sums = column_sums,
  .column_maxima = column_maxima,
  .softmax = softmax,
  .log_softmax = log_softmax,
  .softmax_gradient = softmax_gradient,
  .log_softmax_gradient = log_softmax_gradient,
  .cross_entropy = cross_entropy,
  .sgd = sgd,
  .momentum = momentum,
  .rmsprop = rmsprop,
  .adam = adam,
  .gather_rows = gather_rows,
  .gather_bytes = gather_bytes,
  .gather_floats = gather_floats,
  .column_ranges_of_bytes = column_ranges_of_bytes,
  .column_ranges_of_floats = column_ranges_of_floats,
  .column_squares_of_bytes = column_squares_of_bytes,
  .column_squares_of_floats = column_squares_of_floats,
  .patch_sum = patch_sum,
  .pool = pool,
  .pool_gradient = pool_gradient,
  .measure_arithmetic = measure_arithmetic,
};
