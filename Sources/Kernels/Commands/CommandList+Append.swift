import CKernels

extension CommandList {
  /// Appends `result = activation(a·b + bias)`; `a` `[rows, inner]`, `b` `[inner, columns]`.
  ///
  /// - Parameter columnSums: Where the sums of the columns of `b` go, if they are asked for.
  package func appendProduct(
    _ a: MatrixProduct.Operand, _ b: MatrixProduct.SecondOperand,
    to result: UnsafeMutablePointer<Float>, rows: Int, columns: Int, inner: Int,
    bias: UnsafePointer<Float>?, activation: MatrixProduct.Activation,
    columnSums: UnsafeMutablePointer<Float>? = nil
  ) {
    var product = product(a, to: result, rows: rows, columns: columns, inner: inner)
    product.take(b)
    (product.bias, product.activation) = (bias, nn_activation(activation.rawValue))
    product.column_sums = columnSums
    append(.product(kept(product)), to: result, pieces: nn_product_pieces(&product))
  }

  /// Appends `result = Σ aᵢ·bᵢ`; all products have the same extents.
  package func appendProductSum(
    _ operands: [(a: MatrixProduct.Operand, b: MatrixProduct.Operand)],
    to result: UnsafeMutablePointer<Float>, rows: Int, columns: Int, inner: Int
  ) {
    let products = allocate(nn_product.self, operands.count)
    for (index, (a, b)) in operands.enumerated() {
      var product = product(a, to: result, rows: rows, columns: columns, inner: inner)
      product.take(.matrix(b))
      product.adds = index > 0
      products[index] = product
    }
    append(
      .productSum(products, count: operands.count), to: result,
      pieces: nn_product_pieces(products))
  }

  /// Appends the packing of `b` `[inner, columns]` for products with it.
  package func appendPacking(
    _ b: MatrixProduct.Operand, to result: UnsafeMutablePointer<Float>, columns: Int, inner: Int
  ) {
    var product = nn_product()
    (product.columns, product.inner) = (columns, inner)
    product.take(.matrix(b))
    append(.pack(kept(product)), to: result, pieces: nn_product_pack_pieces(&product))
  }

  private func product(
    _ a: MatrixProduct.Operand, to result: UnsafeMutablePointer<Float>, rows: Int, columns: Int,
    inner: Int
  ) -> nn_product {
    var product = nn_product()
    (product.rows, product.columns, product.inner) = (rows, columns, inner)
    (product.a, product.a_row_stride) = (a.start, a.rowStride)
    product.a_inner_stride = a.columnStride
    (product.result, product.result_stride) = (result, columns)
    return product
  }

  /// Appends a product whose first operand is what a window sees in images with zeros around them.
  ///
  /// - Parameter transposes: Whether that is read transposed: then `rows` are the numbers of a patch.
  package func appendPatchProduct(
    _ images: UnsafePointer<Float>, _ window: ImageWindow, transposes: Bool,
    _ b: MatrixProduct.SecondOperand, to result: UnsafeMutablePointer<Float>, rows: Int,
    columns: Int, inner: Int, bias: UnsafePointer<Float>?, activation: MatrixProduct.Activation,
    columnSums: UnsafeMutablePointer<Float>? = nil
  ) {
    let perImage = max(window.places[0] * window.places[1], 1)
    let places = table(window.places(in: (transposes ? inner : rows) / perImage))
    let offsets = table(window.offsets)
    var product = nn_product()
    (product.rows, product.columns, product.inner) = (rows, columns, inner)
    product.a = images
    (product.a_rows, product.a_inner) = transposes ? (offsets, places) : (places, offsets)
    product.take(b)
    (product.result, product.result_stride) = (result, columns)
    (product.bias, product.activation) = (bias, nn_activation(activation.rawValue))
    product.column_sums = columnSums
    append(.product(kept(product)), to: result, pieces: nn_product_pieces(&product))
  }

  /// Appends one product for each of so many matrices, which lie one behind the other.
  package func appendBatchedProduct(
    _ a: MatrixProduct.Operand, _ b: MatrixProduct.Operand, to result: UnsafeMutablePointer<Float>,
    matrices: Int, rows: Int, columns: Int, inner: Int
  ) {
    var product = product(a, to: result, rows: rows, columns: columns, inner: inner)
    product.take(.matrix(b))
    let pieces = max(nn_product_pieces(&product), 1)
    let call = BatchedProductCall(product: product, piecesPerProduct: pieces)
    append(.batchedProduct(kept(call)), to: result, pieces: matrices * pieces)
  }

  package func appendCausalMask(to result: UnsafeMutablePointer<Float>, extent: Int) {
    append(.causalMask(extent: extent), to: result)
  }

  /// Appends the copying of the rows of a table that indices name, `stride` numbers apart.
  ///
  /// - Parameter isGradient: Whether `from` is the gradient of such rows instead, and the result that
  ///   for the table.
  package func appendLookup(
    isGradient: Bool, _ indices: UnsafePointer<Float>, stride: Int, rows: Int,
    _ from: UnsafePointer<Float>, tableRows: Int, columns: Int,
    to result: UnsafeMutablePointer<Float>
  ) {
    let call = LookupCall(
      isGradient: isGradient, indices: indices, stride: stride, rows: rows, from: from,
      tableRows: tableRows, columns: columns)
    append(.lookup(kept(call)), to: result, pieces: call.pieces)
  }

  /// A copy of `value` that lives as long as the list.
  private func kept<Value>(_ value: Value) -> UnsafePointer<Value> {
    let memory = allocate(Value.self, 1)
    memory.initialize(to: value)
    return UnsafePointer(memory)
  }

  private func table(_ values: [Int32]) -> UnsafePointer<Int32> {
    let memory = allocate(Int32.self, values.count)
    memory.initialize(from: values, count: values.count)
    return UnsafePointer(memory)
  }

  /// Appends an elementwise program over `[rows, columns]`.
  ///
  /// - Parameter sums: The scalars that its sums over everything become, by index.
  package func appendBlock(
    _ instructions: [BlockInstruction], rows: Int, columns: Int,
    arrays: [UnsafeMutablePointer<Float>], sums: [Int]
  ) {
    let code = allocate(nn_instruction.self, instructions.count)
    let written = Set(
      instructions.filter { $0.operation == .store }.map { arrays[$0.index] })
    for (index, instruction) in instructions.enumerated() {
      code[index] = instruction.encoded
      code[index].copies =
        instruction.operation == .load && written.contains(arrays[instruction.index])
    }
    let pointers = allocate(UnsafeMutablePointer<Float>?.self, arrays.count)
    for (index, array) in arrays.enumerated() { pointers[index] = array }
    let program = nn_block_program(
      instructions: code, count: instructions.count, rows: rows, columns: columns,
      arrays: pointers)
    let pieces = nn_block_pieces(rows, columns)
    let places = allocate(Int32.self, sums.count)
    for (index, scalar) in sums.enumerated() { places[index] = Int32(truncatingIfNeeded: scalar) }
    let table = SumTable(
      partial: sums.isEmpty ? nil : allocate(Double.self, pieces * sums.count), count: sums.count,
      scalars: places)
    append(
      .block(kept(BlockCall(program: program, arrays: arrays.count, sums: table))), pieces: pieces)
  }

  /// Appends functions of single numbers.
  package func appendScalars(_ instructions: [ScalarInstruction]) {
    let code = allocate(ScalarInstruction.self, instructions.count)
    code.initialize(from: instructions, count: instructions.count)
    append(.scalars(code, count: instructions.count))
  }

  /// Appends a sum or maximum over the middle axis of `[outer, reduced, inner]`.
  package func appendReduction(
    isMaximum: Bool, _ from: UnsafePointer<Float>, to result: UnsafeMutablePointer<Float>,
    outer: Int, reduced: Int, inner: Int
  ) {
    let call = MiddleReduction(
      isMaximum: isMaximum, from: from, outer: outer, reduced: reduced, inner: inner)
    append(.reduction(kept(call)), to: result, pieces: call.pieces)
  }

  /// Appends what is done to each row of `[rows, columns]`.
  package func appendRowwise(
    _ kind: RowwiseKind, _ from: UnsafePointer<Float>, indices: UnsafePointer<Float>? = nil,
    to result: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    let height = max(1, 8192 / max(columns, 1))
    let call = RowwiseCall(
      kind: kind, from: from, indices: indices, rows: rows, columns: columns, rowsPerPiece: height)
    append(.rowwise(kept(call)), to: result, pieces: (rows + height - 1) / height)
  }

  /// Appends the transposing of so many matrices of `[rows, columns]`, one behind the other.
  package func appendTransposition(
    _ from: UnsafePointer<Float>, to result: UnsafeMutablePointer<Float>, matrices: Int = 1,
    isReversed: Bool = false, rows: Int, columns: Int
  ) {
    let call = TranspositionCall(
      from: from, rows: rows, columns: columns, isReversed: isReversed)
    append(.transposition(kept(call)), to: result, pieces: matrices)
  }

  /// Appends what is done with a window over each of so many images.
  ///
  /// - Parameter gradient: That of the pooled values, for the gradient of a pooling.
  package func appendWindow(
    _ kind: WindowKind, _ window: ImageWindow, _ from: UnsafePointer<Float>,
    gradient: UnsafePointer<Float>? = nil, to result: UnsafeMutablePointer<Float>, images: Int
  ) {
    let own = window.encoded
    let work = own.places.0 * own.places.1 * own.size.0 * own.size.1 * own.channels
    let perPiece = max(1, 16_384 / max(work, 1))
    let call = WindowCall(
      kind: kind, window: own, from: from, gradient: gradient, images: images,
      imagesPerPiece: perPiece)
    append(.window(kept(call)), to: result, pieces: (images + perPiece - 1) / perPiece)
  }

  /// Appends the copying of `columns` neighbouring columns; strides are those between rows.
  package func appendCopy(
    _ from: UnsafePointer<Float>, stride fromStride: Int, to result: UnsafeMutablePointer<Float>,
    stride toStride: Int, rows: Int, columns: Int
  ) {
    let call = ColumnCopy(
      from: from, fromStride: fromStride, toStride: toStride, rows: rows, columns: columns)
    append(.copy(kept(call)), to: result)
  }

  /// Appends a repetition of elements along the axes that say so.
  package func appendRepetition(
    _ from: UnsafePointer<Float>, to result: UnsafeMutablePointer<Float>,
    axes: [(extent: Int, repeats: Bool)]
  ) {
    let table = allocate(RepeatedAxis.self, axes.count)
    var stride = 1
    for (index, axis) in axes.reversed().enumerated() {
      table[index] = RepeatedAxis(extent: axis.extent, stride: axis.repeats ? 0 : stride)
      if !axis.repeats { stride *= axis.extent }
    }
    append(.repetition(table, count: axes.count, from: from), to: result)
  }

  /// Appends the sorting of each column, or the ranking of its values.
  package func appendOrdering(
    ranks: Bool, _ from: UnsafePointer<Float>, to result: UnsafeMutablePointer<Float>, rows: Int,
    columns: Int
  ) {
    let order = allocate(Int32.self, rows)
    let call = OrderingCall(
      ranks: ranks, from: from, order: order, rows: rows, columns: columns)
    append(.ordering(kept(call)), to: result)
  }

  /// Appends the drawing of a dropout mask.
  package func appendMask(
    keeping: Double, layer: Int, to result: UnsafeMutablePointer<Float>, count: Int
  ) {
    append(.mask(keeping: Float(keeping), layer: layer, count: count), to: result)
  }

  /// Appends the copying of the rows that the run's indices name.
  package func appendGather(
    _ from: UnsafePointer<Float>, columns: Int, count: Int, to result: UnsafeMutablePointer<Float>
  ) {
    let pieces = min(count, 1 + count * columns / 16_384)
    append(.gatherRows(from: from, columns: columns, count: count), to: result, pieces: pieces)
  }

  /// Appends the same for rows that are scaled on the way.
  func appendGather(
    _ call: ScaledGatherCall, count: Int, to result: UnsafeMutablePointer<Float>
  ) {
    let pieces = min(count, 1 + count * call.scaling.count / 16_384)
    append(.gatherScaled(kept(call), count: count), to: result, pieces: pieces)
  }

  /// Appends the one-hot rows of the classes that the run's indices name.
  package func appendGather(
    classes: UnsafePointer<Int32>, columns: Int, count: Int,
    to result: UnsafeMutablePointer<Float>
  ) {
    append(.gatherClasses(from: classes, columns: columns, count: count), to: result)
  }

  /// Appends one update of `count` parameters; `rate` and `iteration` are scalars.
  package func appendUpdate(
    _ rule: FusedOptimizer, weights: UnsafeMutablePointer<Float>,
    gradients: UnsafePointer<Float>, states: UnsafeMutablePointer<Float>, count: Int, rate: Int,
    iteration: Int
  ) {
    let call = OptimizerCall(
      rule: rule, weights: weights, gradients: gradients, states: states, count: count, rate: rate,
      iteration: iteration)
    append(.update(kept(call)), pieces: call.pieces)
  }
}

extension nn_product {
  fileprivate mutating func take(_ operand: MatrixProduct.SecondOperand) {
    switch operand {
    case .matrix(let matrix):
      (b, b_inner_stride, b_column_stride) = (matrix.start, matrix.rowStride, matrix.columnStride)
    case .packed(let start): (b, b_is_packed) = (start, true)
    }
  }
}
