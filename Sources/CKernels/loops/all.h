// All loops for vectors of `LANES` floats, as the table `LOOPS`.

#include "vector.h"
#include "functions.h"
#include "product.h"
#include "block.h"
#include "reduction.h"
#include "softmax.h"
#include "optimizers.h"
#include "measure.h"

const nn_loops LOOPS = {
  .product_piece = product_piece,
  .block_piece = block_piece,
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
  .measure_arithmetic = measure_arithmetic,
};
