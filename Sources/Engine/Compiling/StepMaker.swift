import Graphs
import Kernels

/// Makes the steps of the groups of a graph.
struct StepMaker {
  private let graph: GraphBuilder
  private let fusion: Fusion
  private(set) var steps: [Step] = []
  /// How many numbers each value has that lies in memory, by root.
  private(set) var counts: [Int: ElementCount] = [:]
  private(set) var nextValue: Int
  /// Values that no node has, and whose numbers lie sample by sample.
  private(set) var isBySample: Set<Int> = []
  /// Images with zeros around them, by the patches that are not written out.
  private var padded: [Int: Int] = [:]

  init(_ graph: GraphBuilder, _ fusion: Fusion) {
    self.graph = graph
    self.fusion = fusion
    nextValue = graph.nodeCount
    for group in fusion.groups { make(group) }
  }

  /// A value that no node has, such as a repeated operand.
  ///
  /// - Parameter shape: That of the node whose numbers it has.
  private mutating func newValue(_ count: ElementCount, like shape: GraphShape) -> Int {
    counts[nextValue] = count
    if shape.isBySample { isBySample.insert(nextValue) }
    nextValue += 1
    return nextValue - 1
  }

  private mutating func make(_ group: [Int]) {
    for id in group { counts[id] = graph.node(id).shape.elementCount }
    let node = graph.node(group[0])
    let operation = graph.operation(of: node)
    if let sum = fusion.productSum(of: group[0]) {
      makeProductSum(sum.products, result: sum.result)
    } else if operation is any Leaf {
      if let mask = operation as? RandomMask {
        steps.append(
          .mask(
            keeping: mask.keeping, layer: mask.layer, to: node.id, count: node.shape.elementCount))
      }
      if let mask = operation as? CausalMask {
        steps.append(.causalMask(to: node.id, extent: mask.extent))
      }
    } else if let domain = fusion.domain(of: group[0]) {
      if domain.elementCount == .one { makeScalars(group) } else { makeBlock(group) }
    } else {
      makeSingle(node, operation)
    }
  }

  private mutating func makeBlock(_ group: [Int]) {
    var repeated: [Int: Int] = [:]
    let domain = fusion.domain(of: group[0]) ?? []
    for misfit in BlockWriter(group, graph, fusion).misfits where repeated[misfit.id] == nil {
      let value = newValue(domain.elementCount, like: domain)
      repeated[misfit.id] = value
      steps.append(.repetition(repetition(of: misfit, to: domain, value)))
    }
    var writer = BlockWriter(group, graph, fusion, repeated: repeated)
    steps.append(.block(writer.write()))
  }

  private func repetition(of node: Node, to shape: GraphShape, _ value: Int) -> RepetitionStep {
    let axes = shape.indices.map { axis in
      let own = node.shape.extent(axis, of: shape.count)
      return (extent: GraphShape([shape[axis]]).elementCount, repeats: own != shape[axis])
    }
    return RepetitionStep(from: fusion.root[node.id], to: value, axes: axes)
  }

  private mutating func makeScalars(_ group: [Int]) {
    var result: [ScalarStep] = []
    for id in group {
      let node = graph.node(id)
      var operands: [Int] = []
      for input in graph.inputs(of: node) {
        let root = fusion.root[input.id]
        operands.append(root)
      }
      if let operation = graph.operation(of: node) as? Elementwise {
        result.append(
          ScalarStep(kind: .function(operation.function, operands: operands), result: id))
      } else {
        result.append(ScalarStep(kind: .copy(operands[0]), result: id))
      }
    }
    steps.append(.scalars(result))
  }

  private mutating func makeSingle(_ node: Node, _ operation: any Operation) {
    let inputs = graph.inputs(of: node)
    let from = fusion.root[inputs[0].id]
    let shape = inputs[0].shape
    let rows = GraphShape(shape.dropLast()).elementCount
    let columns = GraphShape(shape.suffix(1)).elementCount
    switch operation {
    case let operation as Graphs.MatrixProduct: makeProduct(node, operation, inputs)
    case let product as BatchedProduct:
      let (a, b) = (inputs[0].shape, inputs[1].shape)
      steps.append(
        .batchedProduct(
          BatchedProductStep(
            a: from, b: fusion.root[inputs[1].id], result: node.id,
            matrices: GraphShape(a.prefix(1)).elementCount,
            rows: GraphShape([a[product.transposesFirst ? 2 : 1]]).elementCount,
            columns: GraphShape([b[product.transposesSecond ? 1 : 2]]).elementCount,
            inner: GraphShape([a[product.transposesFirst ? 1 : 2]]).elementCount,
            transposesFirst: product.transposesFirst, transposesSecond: product.transposesSecond)))
    case let reduction as Graphs.Reduction:
      steps.append(
        .reduction(
          ReductionStep(
            kind: reduction.kind, from: from, to: node.id,
            outer: GraphShape(shape[..<reduction.axes.lowerBound]).elementCount,
            reduced: GraphShape(shape[reduction.axes]).elementCount,
            inner: GraphShape(shape[reduction.axes.upperBound...]).elementCount)))
    case is Graphs.Softmax: makeRowwise(.softmax, node, from, rows, columns)
    case is LogSoftmax: makeRowwise(.logSoftmax, node, from, rows, columns)
    case is ArgumentOfMaximum: makeRowwise(.argmax, node, from, rows, columns)
    case let oneHot as OneHot:
      makeRowwise(.oneHot, node, from, rows, ElementCount(factor: oneHot.classes, rowsPower: 0))
    case is Gather:
      makeRowwise(.gather(indices: fusion.root[inputs[1].id]), node, from, rows, columns)
    case is Transpose:
      steps.append(
        .transposition(
          TranspositionStep(from: from, to: node.id, rows: rows, columns: columns)))
    case let order as ChannelOrder: makeTransposition(node, order, from, shape)
    case let operation as Patches:
      if isVirtual(node.id) {
        makePadded(operation.window, node, inputs[0])
      } else {
        makeWindow(.patches, operation.window, node, inputs)
      }
    case let operation as TurnedWeights:
      steps.append(
        .transposition(
          TranspositionStep(
            from: from, to: node.id,
            matrices: ElementCount(factor: operation.pixels, rowsPower: 0), isReversed: true,
            rows: ElementCount(factor: node.shape.columnCount, rowsPower: 0), columns: columns)))
    case let operation as PatchSum: makeWindow(.patchSum, operation.window, node, inputs)
    case let operation as Pooling:
      makeWindow(.pool(isMaximum: operation.kind == .maximum), operation.window, node, inputs)
    case let operation as PoolingGradient:
      makeWindow(
        .poolGradient(isMaximum: operation.kind == .maximum), operation.window, node, inputs)
    case let lookup as Lookup: makeLookup(node, inputs, column: lookup.column, nil)
    case let gradient as LookupGradient:
      makeLookup(node, inputs, column: gradient.column, gradient.categories)
    case is Concatenation:
      makeColumns(node, inputs.map { (node: $0, range: 0..<$0.shape.columnCount) })
    case let columns as Columns: makeColumns(node, [(node: inputs[0], range: columns.range)])
    case is Sort, is Rank:
      steps.append(
        .ordering(
          OrderingStep(
            ranks: operation is Rank, from: from, to: node.id,
            rows: GraphShape(shape.prefix(1)).elementCount,
            columns: GraphShape(shape.dropFirst()).elementCount)))
    default: preconditionFailure("an operation without a step: \(operation)")
    }
  }

  /// - Parameter categories: The rows of the table, where the gradient for it is wanted.
  private mutating func makeLookup(
    _ node: Node, _ inputs: [Node], column: Int, _ categories: Int?
  ) {
    let (x, from) = (inputs[0], inputs[1])
    steps.append(
      .lookup(
        LookupStep(
          isGradient: categories != nil, indices: fusion.root[x.id],
          features: x.shape.columnCount, column: column, from: fusion.root[from.id], to: node.id,
          rows: GraphShape(x.shape.dropLast()).elementCount,
          tableRows: categories ?? GraphShape(from.shape.prefix(1)).elementCount.value(rows: 1),
          columns: GraphShape(node.shape.suffix(1)).elementCount)))
  }

  private mutating func makeRowwise(
    _ kind: RowwiseStep.Kind, _ node: Node, _ from: Int, _ rows: ElementCount,
    _ columns: ElementCount
  ) {
    steps.append(
      .rowwise(RowwiseStep(kind: kind, from: from, to: node.id, rows: rows, columns: columns)))
  }

  private mutating func makeTransposition(
    _ node: Node, _ order: ChannelOrder, _ from: Int, _ shape: GraphShape
  ) {
    let (channels, pixels) =
      order.isLast ? (shape[1..<2], shape[2...]) : (shape[3...], shape[1..<3])
    let (rows, columns) = order.isLast ? (channels, pixels) : (pixels, channels)
    steps.append(
      .transposition(
        TranspositionStep(
          from: from, to: node.id, matrices: GraphShape(shape.prefix(1)).elementCount,
          rows: GraphShape(rows).elementCount, columns: GraphShape(columns).elementCount)))
  }

  private mutating func makeWindow(
    _ kind: WindowKind, _ window: Window, _ node: Node, _ inputs: [Node]
  ) {
    let channels = kind == .patches ? inputs[0].shape.columnCount : node.shape.columnCount
    steps.append(
      .window(
        WindowStep(
          kind: kind,
          window: imageWindow(window, channels: channels),
          from: fusion.root[inputs[0].id],
          gradient: inputs.count > 1 ? fusion.root[inputs[1].id] : nil, to: node.id,
          images: GraphShape(node.shape.prefix(1)).elementCount)))
  }

  /// Whether patches need not be written out, since all who use them are products of them.
  private func isVirtual(_ id: Int) -> Bool {
    !fusion.isOutput.contains(id)
      && fusion.users[id].allSatisfy { user in
        let inputs = graph.inputs(of: graph.node(user))
        return graph.operation(of: graph.node(user)) is Graphs.MatrixProduct
          && inputs[0].id == id && inputs[1].id != id
      }
  }

  /// The image with the zeros around it that a window sees; the image itself where it sees none.
  private mutating func makePadded(_ window: Window, _ node: Node, _ image: Node) {
    let own = imageWindow(window, channels: image.shape.columnCount)
    guard own.isPadded else {
      padded[node.id] = fusion.root[image.id]
      return
    }
    let images = GraphShape(node.shape.prefix(1)).elementCount
    var count = images
    for axis in 0..<2 { count.multiply(by: .fixed(own.paddedExtent(axis))) }
    count.multiply(by: .fixed(own.channels))
    let value = newValue(count, like: node.shape)
    padded[node.id] = value
    steps.append(
      .window(
        WindowStep(
          kind: .padding, window: own, from: fusion.root[image.id], to: value, images: images)))
  }

  private func imageWindow(_ window: Window, channels: Int) -> ImageWindow {
    ImageWindow(
      image: window.image, size: window.size, stride: window.stride, dilation: window.dilation,
      padding: window.padding, places: window.places, channels: channels)
  }

  private mutating func makeColumns(_ node: Node, _ parts: [(node: Node, range: Range<Int>)]) {
    steps.append(
      .columns(
        ColumnStep(
          parts: parts.map { part in
            (fusion.root[part.node.id], part.node.shape.columnCount, part.range)
          }, to: node.id, rows: GraphShape(node.shape.dropLast()).elementCount)))
  }

  private mutating func makeProductSum(_ products: [Int], result: Int) {
    let first = graph.node(products[0])
    guard let product = graph.operation(of: first) as? Graphs.MatrixProduct else { return }
    let extents = extents(of: product, graph.inputs(of: first))
    let operands = products.map { id in
      let inputs = graph.inputs(of: graph.node(id))
      return (a: fusion.root[inputs[0].id], b: fusion.root[inputs[1].id])
    }
    steps.append(
      .productSum(
        ProductSumStep(
          operands: operands, result: result, rows: extents.rows, columns: extents.columns,
          inner: extents.inner, transposesFirst: product.transposesFirst,
          transposesSecond: product.transposesSecond)))
  }

  private func extents(
    of product: Graphs.MatrixProduct, _ inputs: [Node]
  ) -> (rows: ElementCount, columns: ElementCount, inner: ElementCount) {
    let (a, b) = (inputs[0].shape, inputs[1].shape)
    let inner = product.transposesFirst ? a.dropLast() : a.suffix(1)
    let rows = product.transposesFirst ? a.suffix(1) : a.dropLast()
    let columns = product.transposesSecond ? b.prefix(1) : b.suffix(1)
    return (
      GraphShape(rows).elementCount, GraphShape(columns).elementCount,
      GraphShape(inner).elementCount
    )
  }

  private mutating func makeProduct(_ node: Node, _ product: Graphs.MatrixProduct, _ inputs: [Node])
  {
    let extents = extents(of: product, inputs)
    let end = fusion.products[node.id]
    var patches: ImageWindow?
    if padded[inputs[0].id] != nil, let operation = graph.operation(of: inputs[0]) as? Patches {
      let image = graph.inputs(of: inputs[0])[0]
      patches = imageWindow(operation.window, channels: image.shape.columnCount)
    }
    steps.append(
      .product(
        ProductStep(
          a: padded[inputs[0].id] ?? fusion.root[inputs[0].id], b: fusion.root[inputs[1].id],
          bias: end?.bias.map { fusion.root[$0.id] },
          activation: end?.activation?.productActivation ?? .none, result: end?.result ?? node.id,
          rows: extents.rows, columns: extents.columns, inner: extents.inner,
          transposesFirst: product.transposesFirst, transposesSecond: product.transposesSecond,
          patches: patches)))
  }
}

extension GraphShape {
  /// Whether the numbers of a sample lie together, those of the first sample first.
  var isBySample: Bool { first == .rows && !dropFirst().contains(.rows) }

  /// The extent of the last axis, which does not count the samples.
  fileprivate var columnCount: Int {
    guard case .fixed(let count)? = last else { return 1 }
    return count
  }
}

extension Elementwise.Function {
  fileprivate var productActivation: Kernels.MatrixProduct.Activation {
    switch self {
    case .maximum: .relu
    case .tanh: .tanh
    case .sigmoid: .sigmoid
    default: .none
    }
  }
}
