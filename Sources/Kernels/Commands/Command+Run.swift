import CKernels

extension Command {
  /// Runs one piece, with the scratch memory of `thread`.
  func run(_ piece: Int, thread: Int, _ state: UnsafeMutablePointer<RunState>) {
    guard let scratch = state.pointee.scratch?[thread] else { return }
    switch kind {
    case .product(let product): nn_product_piece(product, piece, scratch)
    case .block(let call): call.run(piece, scratch)
    case .scalars(let instructions, let count):
      for index in 0..<count { state.pointee.scalars.run(instructions[index]) }
    case .update(let call): call.pointee.run(piece, state.pointee.scalars)
    case .batchedProduct(let call): call.pointee.run(piece, scratch)
    case .productSum(let products, let count):
      for index in 0..<count { nn_product_piece(products + index, piece, scratch) }
    default: runUncommon(piece, state)
    }
  }

  private func runUncommon(_ piece: Int, _ state: UnsafeMutablePointer<RunState>) {
    guard let result else { return }
    switch kind {
    case .pack(let product): nn_product_pack(product, piece, result)
    case .reduction(let call): call.pointee.run(piece, result)
    case .rowwise(let call): call.pointee.run(piece, result)
    case .transposition(let call):
      let place = call.pointee.isReversed ? pieces - 1 - piece : piece
      call.pointee.run(piece, to: place, result)
    case .window(let call): call.pointee.run(piece, result)
    case .copy(let call): call.pointee.run(0..<call.pointee.rows, result)
    case .causalMask(let extent):
      for row in 0..<extent {
        for column in 0..<extent {
          result[row * extent + column] = column <= row ? 0 : -1e9
        }
      }
    case .lookup(let call): call.pointee.run(piece, result)
    case .repetition(let axes, let count, let from):
      result.fillRepeating(from, axes, count)
    case .ordering(let call): call.pointee.run(result)
    case .mask(let keeping, let layer, let count):
      let purpose = RandomSource.Purpose.dropout(layer: layer, iteration: state.pointee.iteration)
      nn_random_mask(state.pointee.seed, purpose.stream, 0, count, keeping, result)
    case .gatherRows(let from, let columns, let count):
      guard let indices = state.pointee.indices else { return }
      let first = count * piece / pieces
      let last = count * (piece + 1) / pieces
      nn_gather_rows(from, columns, indices + first, last - first, result + first * columns)
    case .gatherScaled(let call, let count):
      guard let indices = state.pointee.indices else { return }
      let first = count * piece / pieces
      let last = count * (piece + 1) / pieces
      call.pointee.run(
        indices + first, first: 0, count: last - first,
        to: result + first * call.pointee.scaling.count)
    case .gatherClasses(let from, let columns, let count):
      guard let indices = state.pointee.indices else { return }
      for row in 0..<count {
        nn_one_hot(from + Int(indices[row]), 1, columns, result + row * columns)
      }
    case .product, .productSum, .block, .scalars, .update, .batchedProduct: break
    }
  }

  /// Runs what belongs to some samples of the batch, with the scratch memory of `thread`.
  ///
  /// - Precondition: `rowsPerSample` is not 0.
  func run(samples: Range<Int>, thread: Int, _ state: UnsafeMutablePointer<RunState>) {
    guard let scratch = state.pointee.scratch?[thread] else { return }
    // The first thread has its first samples where the operands are.
    if threadOperands.isEmpty || thread == 0 && samples.lowerBound == 0 {
      return run(samples, scratch, state)
    }
    guard let workspace = state.pointee.workspaces?[thread] else { return }
    moved(to: workspace, first: samples.lowerBound).run(samples, scratch, state)
  }

  private func run(
    _ samples: Range<Int>, _ scratch: UnsafeMutablePointer<Float>,
    _ state: UnsafeMutablePointer<RunState>
  ) {
    let (first, last) = (samples.lowerBound * rowsPerSample, samples.upperBound * rowsPerSample)
    switch kind {
    case .product(let product): nn_product_rows(product, first, last, scratch)
    case .block(let call): call.run(rows: first..<last, scratch)
    case .batchedProduct(let call):
      let pieces = call.pointee.piecesPerProduct
      for piece in first * pieces..<last * pieces { call.pointee.run(piece, scratch) }
    default: runUncommon(rows: first..<last, state)
    }
  }

  private func runUncommon(rows: Range<Int>, _ state: UnsafeMutablePointer<RunState>) {
    guard let result else { return }
    switch kind {
    case .reduction(let call): call.pointee.run(outer: rows, result)
    case .rowwise(let call): call.pointee.run(rows, result)
    case .transposition(let call):
      for matrix in rows { call.pointee.run(matrix, to: matrix, result) }
    case .window(let call): call.pointee.run(images: rows, result)
    case .copy(let call): call.pointee.run(rows, result)
    case .gatherRows(let from, let columns, _):
      guard let indices = state.pointee.indices else { return }
      let first = rows.lowerBound
      nn_gather_rows(from, columns, indices + first, rows.count, result + first * columns)
    default: break
    }
  }
}

extension UnsafePointer<BlockCall> {
  /// It lies where the call begins.
  private var program: UnsafePointer<nn_block_program> {
    UnsafeRawPointer(self).assumingMemoryBound(to: nn_block_program.self)
  }

  func run(_ piece: Int, _ scratch: UnsafeMutablePointer<Float>) {
    let (partial, count) = (pointee.sums.partial, pointee.sums.count)
    nn_block_piece(program, piece, scratch, partial.map { $0 + piece * count })
  }

  /// Runs some rows of a program without sums.
  func run(rows: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
    nn_block_rows(program, rows.lowerBound, rows.upperBound, scratch, nil)
  }
}

extension TranspositionCall {
  func run(_ matrix: Int, to place: Int, _ result: UnsafeMutablePointer<Float>) {
    let count = rows * columns
    nn_transpose(from + matrix * count, rows, columns, result + place * count)
  }
}

extension MiddleReduction {
  /// Columns of one piece, in whole cache lines.
  private static let columnsPerPiece = 64

  var pieces: Int {
    // Only sums of many columns are worth sharing.
    outer == 1 && reduced * inner > 32_768
      ? (inner + Self.columnsPerPiece - 1) / Self.columnsPerPiece : 1
  }

  func run(_ piece: Int, _ result: UnsafeMutablePointer<Float>) {
    if pieces == 1 { return run(outer: 0..<outer, result) }
    let first = piece * Self.columnsPerPiece
    run(outer: 0..<outer, columns: first..<min(first + Self.columnsPerPiece, inner), result)
  }

  func run(outer rows: Range<Int>, _ result: UnsafeMutablePointer<Float>) {
    guard inner == 1 else { return run(outer: rows, columns: 0..<inner, result) }
    let (x, y) = (from + rows.lowerBound * reduced, result + rows.lowerBound)
    if isMaximum {
      nn_row_maxima(x, rows.count, reduced, y)
    } else {
      nn_row_sums(x, rows.count, reduced, y)
    }
  }

  private func run(
    outer rows: Range<Int>, columns: Range<Int>, _ result: UnsafeMutablePointer<Float>
  ) {
    let (first, last) = (columns.lowerBound, columns.upperBound)
    for index in rows {
      let (x, y) = (from + index * reduced * inner, result + index * inner)
      if isMaximum {
        nn_column_maxima(x, reduced, inner, first, last, y)
      } else {
        nn_column_sums(x, reduced, inner, first, last, false, y)
      }
    }
  }
}

extension RowwiseCall {
  func run(_ piece: Int, _ result: UnsafeMutablePointer<Float>) {
    let first = piece * rowsPerPiece
    run(first..<min(first + rowsPerPiece, rows), result)
  }

  func run(_ rows: Range<Int>, _ result: UnsafeMutablePointer<Float>) {
    let (first, count) = (rows.lowerBound, rows.count)
    switch kind {
    case .softmax: nn_softmax(from + first * columns, count, columns, result + first * columns)
    case .logSoftmax:
      nn_log_softmax(from + first * columns, count, columns, result + first * columns)
    case .argmax: nn_argmax_floats(from + first * columns, count, columns, result + first)
    case .oneHot: nn_one_hot_floats(from + first, count, columns, result + first * columns)
    case .gather:
      guard let indices else { return }
      for row in rows {
        let column = min(max(Int(indices[row]), 0), columns - 1)
        result[row] = from[row * columns + column]
      }
    }
  }
}

extension WindowCall {
  func run(_ piece: Int, _ result: UnsafeMutablePointer<Float>) {
    let first = piece * imagesPerPiece
    run(images: first..<min(first + imagesPerPiece, images), result)
  }

  func run(images: Range<Int>, _ result: UnsafeMutablePointer<Float>) {
    for image in images {
      var window = window
      switch kind {
      case .patches: nn_patches(&window, from + image * pixels, result + image * patches)
      case .patchSum: nn_patch_sum(&window, from + image * patches, result + image * pixels)
      case .padding: nn_pad(&window, from + image * pixels, result + image * padded)
      case .pool(let isMaximum):
        nn_pool(&window, isMaximum, from + image * pixels, result + image * pooled)
      case .poolGradient(let isMaximum):
        guard let gradient else { return }
        nn_pool_gradient(
          &window, isMaximum, from + image * pixels, gradient + image * pooled,
          result + image * pixels)
      }
    }
  }

  /// Numbers of one image, of its pooled values and of its patches.
  private var pixels: Int { window.image.0 * window.image.1 * window.channels }
  private var padded: Int {
    var window = window
    return nn_padded_extent(&window, 0) * nn_padded_extent(&window, 1) * window.channels
  }
  private var pooled: Int { window.places.0 * window.places.1 * window.channels }
  private var patches: Int { pooled * window.size.0 * window.size.1 }
}

extension BatchedProductCall {
  func run(_ piece: Int, _ scratch: UnsafeMutablePointer<Float>) {
    var own = product
    let matrix = piece / piecesPerProduct
    own.a += matrix * own.rows * own.inner
    own.b += matrix * own.inner * own.columns
    own.result += matrix * own.rows * own.columns
    nn_product_piece(&own, piece % piecesPerProduct, scratch)
  }
}

extension LookupCall {
  /// Columns of one piece of a gradient: whole cache lines, each summed over all rows in order.
  private static let columnsPerPiece = 16

  private var rowsPerPiece: Int { max(1, 16_384 / max(columns, 1)) }

  var pieces: Int {
    isGradient
      ? (columns + Self.columnsPerPiece - 1) / Self.columnsPerPiece
      : (rows + rowsPerPiece - 1) / rowsPerPiece
  }

  func run(_ piece: Int, _ result: UnsafeMutablePointer<Float>) {
    if isGradient {
      let first = piece * Self.columnsPerPiece
      nn_look_up_gradient(
        indices, stride, rows, from, tableRows, columns, first,
        min(first + Self.columnsPerPiece, columns), result)
    } else {
      let first = piece * rowsPerPiece
      nn_look_up(
        indices + first * stride, stride, min(rowsPerPiece, rows - first), from, tableRows, columns,
        result + first * columns)
    }
  }
}

extension ColumnCopy {
  func run(_ rows: Range<Int>, _ result: UnsafeMutablePointer<Float>) {
    for row in rows {
      (result + row * toStride).update(from: from + row * fromStride, count: columns)
    }
  }
}

extension UnsafeMutablePointer<Float> {
  /// Fills the memory with elements of `source`, repeated along the axes with stride 0.
  fileprivate func fillRepeating(
    _ source: UnsafePointer<Float>, _ axes: UnsafePointer<RepeatedAxis>, _ count: Int
  ) {
    var total = 1
    for axis in 0..<count { total *= axes[axis].extent }
    for index in 0..<total {
      var (rest, offset) = (index, 0)
      for axis in 0..<count {
        offset += rest % axes[axis].extent * axes[axis].stride
        rest /= axes[axis].extent
      }
      self[index] = source[offset]
    }
  }
}

extension OptimizerCall {
  private static let countPerPiece = 16_384

  var pieces: Int { (count + Self.countPerPiece - 1) / Self.countPerPiece }

  func run(_ piece: Int, _ scalars: ScalarTable) {
    let first = piece * Self.countPerPiece
    let length = min(Self.countPerPiece, count - first)
    let (w, g) = (weights + first, gradients + first)
    // Each state is padded like the weights, so that pieces begin on cache lines.
    let (s, t) = (states + first, states + count + first)
    let rate = Float(scalars[self.rate])
    let number = UInt64(scalars[iteration])
    switch rule {
    case .sgd: nn_sgd(w, g, length, rate, 0)
    case .momentum(let momentum, let isNesterov):
      nn_momentum(w, g, s, length, rate, momentum, isNesterov, 0)
    case .rmsprop(let alpha, let epsilon): nn_rmsprop(w, g, s, length, rate, alpha, epsilon, 0)
    case .adam(let beta1, let beta2, let epsilon):
      nn_adam(w, g, s, t, length, rate, beta1, beta2, epsilon, 0, number)
    case .adamW(let beta1, let beta2, let epsilon, let decay):
      nn_adamw(w, g, s, t, length, rate, beta1, beta2, epsilon, decay, number)
    }
  }
}
