#ifndef CKERNELS_H
#define CKERNELS_H

// The inner loops of the engine.
//
// Every matrix is row-major and of `float`; every extent may be 0. Nothing here allocates, locks
// (the team apart), reads a clock or keeps state between calls.
//
// Work that several threads share is cut into *pieces* by its extents alone, never by the number
// of threads; a piece is computed in one order. So any number of threads gives the same bits, as
// long as one variant of the instruction set is used, and one process uses only one.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// MARK: Instruction sets

/// The instruction sets that the loops are written for.
typedef enum nn_variant {
  NN_VARIANT_PLAIN = 0,   // what any processor of the architecture has
  NN_VARIANT_AVX2 = 1,    // x86 with AVX2 and fused multiply-add
  NN_VARIANT_AVX512 = 2,  // x86 with AVX-512 F, DQ, BW and VL
} nn_variant;

/// The variant that calls from this thread use: the best that the processor has, unless forced.
nn_variant nn_current_variant(void);

/// Makes calls from this thread use the plain variant, or the best one again. For tests.
void nn_force_plain(bool plain);

/// Makes calls from this thread use `variant`; false, and no change, where the processor lacks it.
bool nn_force_variant(nn_variant variant);

// MARK: Matrix products

/// What a product applies to each number of its result, after the bias.
typedef enum nn_activation {
  NN_ACTIVATION_NONE = 0,
  NN_ACTIVATION_RELU = 1,
  NN_ACTIVATION_TANH = 2,
  NN_ACTIVATION_SIGMOID = 3,
} nn_activation;

/// `result = activation(a·b + bias)`, or `result += a·b` where `adds`.
///
/// `a` is `[rows, inner]`, `b` `[inner, columns]`, `result` `[rows, columns]`. Element `(i, k)` of
/// `a` is `a[i * a_row_stride + k * a_inner_stride]`, element `(k, j)` of `b` is
/// `b[k * b_inner_stride + j * b_column_stride]`, so that a transposed matrix is one with its
/// strides exchanged. Where `a_rows` is given, element `(i, k)` is `a[a_rows[i] + a_inner[k]]`, so
/// that what a window sees at its places need not be written out. The columns of `result` are adjacent,
/// its rows `result_stride` apart. `result` overlaps nothing else. Each element is summed in an order that
/// depends on `inner`, `columns` and the strides, not on `rows`. `column_sums` gets the sum of each column
/// of `b`, which has to be read anyway; in such a product the piece of the first rows makes it.
typedef struct nn_product {
  size_t rows, columns, inner;
  const float *a;
  size_t a_row_stride, a_inner_stride;
  const int32_t *a_rows, *a_inner;  // [rows], [inner], or both NULL
  const float *b;
  size_t b_inner_stride, b_column_stride;
  bool b_is_packed;  // then `b` is what `nn_product_pack` made, and its strides mean nothing
  float *result;
  size_t result_stride;
  bool adds;          // then there is neither bias nor activation
  const float *bias;  // [columns], or NULL
  nn_activation activation;
  float *column_sums;  // [columns], or NULL
} nn_product;

/// How many pieces the product is cut into.
size_t nn_product_pieces(const nn_product *product);

/// How many floats of scratch memory, aligned to 64 bytes, each thread needs for any product.
size_t nn_product_scratch(void);

/// Computes one piece.
void nn_product_piece(const nn_product *product, size_t piece, float *scratch);

/// Computes the rows `first..<end`; the bits are those of any other way to cut the product.
void nn_product_rows(const nn_product *product, size_t first, size_t end, float *scratch);

/// How many floats a packed `b` takes, in memory aligned to 64 bytes.
size_t nn_product_packed_count(size_t inner, size_t columns);

/// Copies one piece of `b` into the order in which a product of two columns or more reads it, so that
/// products of many `a` with one `b` need not do so each.
void nn_product_pack(const nn_product *product, size_t piece, float *packed);
size_t nn_product_pack_pieces(const nn_product *product);

// MARK: Elementwise programs

/// What an instruction does; `r`, `a`, `b`, `c` are its registers.
///
/// A comparison, a `not` and the like give 1 or 0; every number but 0 is true (NaN too).
typedef enum nn_opcode {
  NN_LOAD,         // r = element of array `index`, `[rows, columns]`
  NN_LOAD_ROW,     // r = element of array `index`, `[columns]`: the same in each row
  NN_LOAD_COLUMN,  // r = element of array `index`, `[rows]`: the same in each column
  NN_LOAD_SCALAR,  // r = the one number of array `index`
  NN_CONSTANT,     // r = `constant`
  NN_STORE,        // array `index`, `[rows, columns]` = a
  NN_ADD, NN_SUBTRACT, NN_MULTIPLY, NN_DIVIDE, NN_POWER,
  NN_MAXIMUM, NN_MINIMUM,  // r = a op b; NaN where either is
  NN_EQUAL, NN_LESS, NN_LESS_OR_EQUAL, NN_AND, NN_OR,
  NN_NOT, NN_NEGATE, NN_ABSOLUTE, NN_SIGN, NN_SQUARE, NN_RECIPROCAL, NN_SQUARE_ROOT,
  NN_RECIPROCAL_SQUARE_ROOT, NN_FLOOR, NN_CEIL, NN_ROUND,  // halves to even
  NN_EXP, NN_EXPM1, NN_LOG, NN_LOG1P, NN_TANH, NN_SIGMOID, NN_SOFTPLUS, NN_ERF, NN_SIN, NN_COS,
  NN_RELU,          // r = max(a, 0), and 0 for -0; NaN stays
  NN_SELECT,        // r = a is true ? b : c
  NN_MULTIPLY_ADD,  // r = a * b + c
  NN_SUM,           // sums[index] += the sum of a over the piece
  NN_ROW_SUM,       // array `index`, `[rows]` = the sum of a over the columns
  NN_ROW_MAXIMUM,   // array `index`, `[rows]` = the largest a of the row
  NN_OPCODE_COUNT,
} nn_opcode;

/// One instruction.
typedef struct nn_instruction {
  uint16_t opcode;
  uint16_t r, a, b, c;  // registers, below NN_BLOCK_REGISTERS
  uint16_t index;       // of an array or a sum
  bool copies;          // for a load: the program also writes the array
  float constant;
} nn_instruction;

/// A program that is run for each element of `[rows, columns]`.
///
/// Blocks of elements stay in the first-level cache while the instructions pass over them. A
/// register that a constant, a scalar or a row is loaded into is written by no other instruction:
/// it is filled once, not for each block. A program may read and write the same array.
typedef struct nn_block_program {
  const nn_instruction *instructions;
  size_t count;
  size_t rows, columns;
  float *const *arrays;
} nn_block_program;

enum {
  NN_BLOCK_REGISTERS = 64,
  NN_BLOCK_LENGTH = 256,  // floats of a register, at most so many of them are used
};

/// How many pieces the program is cut into; whole rows, about 16,000 elements each.
size_t nn_block_pieces(size_t rows, size_t columns);

/// How many floats of scratch memory, aligned to 64 bytes, each thread needs for `registers`.
size_t nn_block_scratch(size_t registers);

/// Runs one piece; adds this piece's sums to `sums`, which is the piece's own and starts at zero.
void nn_block_piece(
  const nn_block_program *program, size_t piece, float *scratch, double *sums);

/// Runs the rows `first..<end`, as `nn_block_piece` does.
void nn_block_rows(
  const nn_block_program *program, size_t first, size_t end, float *scratch, double *sums);

// MARK: Reductions

/// The sum of `x`, with double accumulators, in a fixed order.
double nn_sum(const float *x, size_t count);
/// The largest of `x`; NaN where any is, minus infinity where there is none.
float nn_maximum(const float *x, size_t count);

/// Sums of the rows of `x` `[rows, columns]`, to `result` `[rows]`.
void nn_row_sums(const float *x, size_t rows, size_t columns, float *result);
/// Largest numbers of the rows of `x` `[rows, columns]`, to `result` `[rows]`.
void nn_row_maxima(const float *x, size_t rows, size_t columns, float *result);

/// Sums of columns `first..<last` of `x` `[rows, columns]`, to the same places of `result`
/// `[columns]`, added where `adds`. Eight rows at a time are summed as floats, those as doubles.
void nn_column_sums(
  const float *x, size_t rows, size_t columns, size_t first, size_t last, bool adds,
  float *result);
/// Largest numbers of columns `first..<last` of `x` `[rows, columns]`, to `result` `[columns]`.
void nn_column_maxima(
  const float *x, size_t rows, size_t columns, size_t first, size_t last, float *result);

/// The place of the largest number of each row, the first of equals, NaN counting as largest.
void nn_argmax(const float *x, size_t rows, size_t columns, int32_t *result);
/// The same as floats.
void nn_argmax_floats(const float *x, size_t rows, size_t columns, float *result);

// MARK: Softmax

/// The softmax of each row of `x` `[rows, columns]`; `result` may be `x`.
void nn_softmax(const float *x, size_t rows, size_t columns, float *result);
/// The logarithm of the softmax of each row; `result` may be `x`.
void nn_log_softmax(const float *x, size_t rows, size_t columns, float *result);
/// `dx = y * (dy - sum(y * dy))` for each row of `y = softmax(x)`.
void nn_softmax_gradient(
  const float *y, const float *dy, size_t rows, size_t columns, float *dx);
/// `dx = dy - exp(y) * sum(dy)` for each row of `y = log_softmax(x)`.
void nn_log_softmax_gradient(
  const float *y, const float *dy, size_t rows, size_t columns, float *dx);

/// The sum over the rows of `-weight * log_softmax(logits)[class]`, in nats.
///
/// `classes` `[rows]` are below `columns`; `weights` `[rows]` may be NULL (all 1). Where `gradient`
/// `[rows, columns]` is not NULL it becomes `scale * weight * (softmax(logits) - one_hot(class))`.
double nn_cross_entropy(
  const float *logits, const int32_t *classes, const float *weights, size_t rows, size_t columns,
  float scale, float *gradient);

// MARK: Moving rows

/// Copies rows `indices` of `x` `[.., columns]` to `result` `[count, columns]`.
void nn_gather_rows(
  const float *x, size_t columns, const int32_t *indices, size_t count, float *result);
/// How numbers as they were read become the inputs of a row: `(x - shift) * factor`, computed in
/// double precision, each with numbers of its own.
typedef struct nn_scaling {
  size_t count;
  /// The column of the first; where `columns` is NULL the others stand behind it, side by side.
  size_t first;
  const int32_t *columns;
  const double *shift, *factor;
  /// For what is not a number; NULL where there is nothing of the kind.
  const double *replacement;
} nn_scaling;

/// Rows of a matrix: those at `indices`, or from `first` on where `indices` is NULL, counted among
/// `rows`, or among all where `rows` is NULL.
typedef struct nn_row_choice {
  const int32_t *indices;
  size_t first;
  const int32_t *rows;
  size_t count;
} nn_row_choice;

/// Copies chosen rows of `x` `[.., stride]` to `result` `[choice.count, scaling.count]`, scaled.
void nn_gather_bytes(
  const uint8_t *x, size_t stride, const nn_scaling *scaling, nn_row_choice choice, float *result);
/// The same for floats.
void nn_gather_floats(
  const float *x, size_t stride, const nn_scaling *scaling, nn_row_choice choice, float *result);
/// The least, the most and the sum of each column, which the look takes further; the caller sets
/// them to begin with.
typedef struct nn_byte_ranges {
  uint8_t *least, *most;
  uint64_t *sum;
} nn_byte_ranges;

/// The same for floats, and how many are known; what is missing is not a number.
typedef struct nn_float_ranges {
  float *least, *most;
  double *sum;
  uint64_t *known;
} nn_float_ranges;

/// Takes `ranges` further by chosen rows of `x` `[.., stride]`, in their order.
void nn_column_ranges_of_bytes(
  const uint8_t *x, size_t stride, nn_row_choice choice, size_t columns, nn_byte_ranges ranges);
void nn_column_ranges_of_floats(
  const float *x, size_t stride, nn_row_choice choice, size_t columns, nn_float_ranges ranges);
/// Adds the squares of what is between each known number and its column's `mean` to `result`.
void nn_column_squares_of_bytes(
  const uint8_t *x, size_t stride, nn_row_choice choice, size_t columns, const double *mean,
  double *result);
void nn_column_squares_of_floats(
  const float *x, size_t stride, nn_row_choice choice, size_t columns, const double *mean,
  double *result);
/// Copies numbers `indices` of `x` to `result` `[count]`.
void nn_gather_integers(
  const int32_t *x, const int32_t *indices, size_t count, int32_t *result);
/// 1 at the class of each row and 0 elsewhere, to `result` `[rows, columns]`.
void nn_one_hot(const int32_t *classes, size_t rows, size_t columns, float *result);
/// The same from classes as floats.
void nn_one_hot_floats(const float *classes, size_t rows, size_t columns, float *result);
/// Copies row `x[i * stride]` of `table` `[table_rows, columns]` to row `i` of `result`
/// `[rows, columns]`; zeros where the table has no such row.
void nn_look_up(
  const float *x, size_t stride, size_t rows, const float *table, size_t table_rows,
  size_t columns, float *result);
/// The gradient of `nn_look_up` for columns `first..<last` of the table: the sum, in the order of
/// the rows, of what each row of `dy` `[rows, columns]` has for the row of the table that it read.
void nn_look_up_gradient(
  const float *x, size_t stride, size_t rows, const float *dy, size_t table_rows, size_t columns,
  size_t first, size_t last, float *result);
/// `x` `[rows, columns]` transposed to `result` `[columns, rows]`; they do not overlap.
void nn_transpose(const float *x, size_t rows, size_t columns, float *result);

// MARK: Windows over images
//
// One image of `[height, width, channels]` at a time; `places` values lie at each place of a window.

/// A window that moves over an image; the first of two numbers is along the height.
typedef struct nn_window {
  size_t image[2], size[2], stride[2], dilation[2], padding[2], places[2];
  size_t channels;
} nn_window;

/// What the window sees at each place, `[places, size, channels]`, with zeros beyond the image.
void nn_patches(const nn_window *window, const float *x, float *result);
/// The image with the zeros around it that the window sees: `nn_padded_extent` along each axis.
void nn_pad(const nn_window *window, const float *x, float *result);
/// The height, or the width, of the image with zeros around it.
size_t nn_padded_extent(const nn_window *window, int axis);
/// The sum at each pixel of what such patches have for it.
void nn_patch_sum(const nn_window *window, const float *y, float *result);
/// The largest number, or the mean, of each channel in the window, `[places, channels]`. Pixels
/// beyond the image do not count.
void nn_pool(const nn_window *window, bool is_maximum, const float *x, float *result);
/// The gradient for `x`: that of a maximum goes to the first of the largest pixels.
void nn_pool_gradient(
  const nn_window *window, bool is_maximum, const float *x, const float *dy, float *result);

// MARK: Optimizers
//
// One update of `count` parameters in place; formulas as PyTorch 2 has them. `decay` is an L2
// penalty added to the gradient (`g + decay * w`) except for AdamW, where it shrinks the weights.

/// `w -= rate * g`.
void nn_sgd(float *w, const float *g, size_t count, float rate, float decay);
/// `v = momentum * v + g; w -= rate * v`, or `w -= rate * (g + momentum * v)` with `nesterov`.
void nn_momentum(
  float *w, const float *g, float *v, size_t count, float rate, float momentum, bool nesterov,
  float decay);
/// `s = alpha * s + (1 - alpha) * g²; w -= rate * g / (sqrt(s) + epsilon)`.
void nn_rmsprop(
  float *w, const float *g, float *s, size_t count, float rate, float alpha, float epsilon,
  float decay);
/// Kingma and Ba (2015), algorithm 1; `iteration` counts from 1.
void nn_adam(
  float *w, const float *g, float *m, float *v, size_t count, float rate, float beta1,
  float beta2, float epsilon, float decay, uint64_t iteration);
/// Loshchilov and Hutter (2019), algorithm 2: `w -= rate * decay * w` before Adam's update.
void nn_adamw(
  float *w, const float *g, float *m, float *v, size_t count, float rate, float beta1,
  float beta2, float epsilon, float decay, uint64_t iteration);

// MARK: Random numbers
//
// Philox4x32-10 (Salmon, Moraes, Dror and Shaw, 2011). The key is `seed`; the counter is the
// number of a block of four words, and `stream`. Word `position` of a stream is word
// `position % 4` of block `position / 4`, so every value can be made by itself.

/// One block of Philox4x32-10.
void nn_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t result[4]);
/// Words `first ..< first + count` of a stream.
void nn_random_bits(
  uint64_t seed, uint64_t stream, uint64_t first, size_t count, uint32_t *result);
/// Uniform numbers of [0, 1), multiples of 2⁻²⁴: number `i` is made from word `i`.
void nn_random_uniform(
  uint64_t seed, uint64_t stream, uint64_t first, size_t count, float *result);
/// Normal numbers of mean 0 and deviation 1, numbers `2i` and `2i + 1` by Box and Muller (1958)
/// from words `2i` and `2i + 1`.
void nn_random_normal(
  uint64_t seed, uint64_t stream, uint64_t first, size_t count, float *result);
/// A dropout mask: `1 / keeping` with probability `keeping`, else 0. Number `i` from word `i`.
void nn_random_mask(
  uint64_t seed, uint64_t stream, uint64_t first, size_t count, float keeping, float *result);
/// The numbers below `count` in a random order (Fisher and Yates), from words `0 ..< 2 * count`.
void nn_random_permutation(uint64_t seed, uint64_t stream, size_t count, int32_t *result);

// MARK: Threads

/// Threads that wait for work: briefly by spinning, then parked.
typedef struct nn_team nn_team;

/// What a team does: `piece` counts from 0 below the number of pieces, `thread` from 0 below the
/// number of threads; the caller's own thread is 0.
typedef void (*nn_team_work)(void *context, size_t piece, size_t thread);

/// A team of `threads`, the caller's own included; fewer where the system refuses more.
nn_team *nn_team_make(size_t threads);
/// Ends the threads of a team that runs nothing.
void nn_team_free(nn_team *team);
/// How many threads it has.
size_t nn_team_count(const nn_team *team);
/// Calls `work` for each piece and returns when all are done. From inside a piece, and while the
/// team is busy for another caller, all of them are done by the caller's own thread.
void nn_team_run(nn_team *team, size_t pieces, nn_team_work work, void *context);

// MARK: Measuring

/// Makes `rounds` times 2048 multiply-adds of one lane each, as fast as the processor can.
/// Returns a number that depends on all of them.
float nn_measure_arithmetic(uint64_t rounds);

#endif
