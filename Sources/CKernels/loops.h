#ifndef CKERNELS_LOOPS_H
#define CKERNELS_LOOPS_H

#include "CKernels.h"

// The loops, once for each instruction set: `loops/` is compiled by the three files `loops_*.c`.

enum {
  NN_PRODUCT_ROWS = 128,          // rows of a piece of a product
  NN_PRODUCT_FEW_ROWS = 72,       // where there are few pieces: more of them, for more threads
  NN_PRODUCT_COLUMNS = 64,        // and its columns
  NN_PRODUCT_INNER = 256,         // what is summed before the next rows have their turn
  NN_PRODUCT_UNPACKED_ROWS = 32,  // for fewer, copying the columns does not pay
  NN_PRODUCT_COLUMN_ROWS = 256,   // rows of a piece where there is one column
};

size_t nn_product_rows_of_piece(const nn_product *product);

typedef struct nn_loops {
  void (*product_piece)(const nn_product *, size_t, float *);
  void (*product_rows)(const nn_product *, size_t, size_t, float *);
  void (*product_pack)(const nn_product *, size_t, float *);
  size_t (*product_pack_pieces)(const nn_product *);
  void (*transpose)(const float *, size_t, size_t, float *);
  void (*block_rows)(const nn_block_program *, size_t, size_t, float *, double *);
  double (*sum)(const float *, size_t);
  float (*maximum)(const float *, size_t);
  void (*column_sums)(const float *, size_t, size_t, size_t, size_t, bool, float *);
  void (*column_maxima)(const float *, size_t, size_t, size_t, size_t, float *);
  void (*softmax)(const float *, size_t, size_t, float *);
  void (*log_softmax)(const float *, size_t, size_t, float *);
  void (*softmax_gradient)(const float *, const float *, size_t, size_t, float *);
  void (*log_softmax_gradient)(const float *, const float *, size_t, size_t, float *);
  double (*cross_entropy)(
    const float *, const int32_t *, const float *, size_t, size_t, float, float *);
  void (*sgd)(float *, const float *, size_t, float, float);
  void (*momentum)(float *, const float *, float *, size_t, float, float, bool, float);
  void (*rmsprop)(float *, const float *, float *, size_t, float, float, float, float);
  void (*adam)(
    float *, const float *, float *, float *, size_t, float, float, float, float, float, float,
    uint64_t);
  void (*gather_rows)(const float *, size_t, const int32_t *, size_t, float *);
  void (*gather_bytes)(const uint8_t *, size_t, const nn_scaling *, nn_row_choice, float *);
  void (*gather_floats)(const float *, size_t, const nn_scaling *, nn_row_choice, float *);
  void (*column_ranges_of_bytes)(
    const uint8_t *, size_t, nn_row_choice, size_t, nn_byte_ranges);
  void (*column_ranges_of_floats)(
    const float *, size_t, nn_row_choice, size_t, nn_float_ranges);
  void (*column_squares_of_bytes)(
    const uint8_t *, size_t, nn_row_choice, size_t, const double *, double *);
  void (*column_squares_of_floats)(
    const float *, size_t, nn_row_choice, size_t, const double *, double *);
  void (*patch_sum)(const nn_window *, const float *, float *);
  void (*pool)(const nn_window *, bool, const float *, float *);
  void (*pool_gradient)(const nn_window *, bool, const float *, const float *, float *);
  float (*measure_arithmetic)(uint64_t);
} nn_loops;

extern const nn_loops nn_loops_plain;
#if defined(__x86_64__)
extern const nn_loops nn_loops_avx2, nn_loops_avx512;
#endif

/// The loops of the present variant.
const nn_loops *nn_current_loops(void);

#endif
