import Graphs
import Kernels

/// A compiled graph with its memory: runs as it stands, for any number of rows up to the capacity.
final class Program {
  let graph: CompiledGraph
  let capacity: Int
  /// What the steps hand on to each other, perhaps more than they need; between two runs nobody needs
  /// what is in it.
  let arena: FloatBuffer
  /// What the threads have for themselves, one behind the other.
  private var threadMemory: FloatBuffer

  /// - Parameter arena: Memory to be used instead of the program's own, where it is large enough.
  init(_ graph: CompiledGraph, capacity: Int, arena: FloatBuffer? = nil) {
    self.graph = graph
    self.capacity = capacity
    if let arena, arena.count >= graph.arenaCount {
      self.arena = arena
    } else {
      self.arena = FloatBuffer(count: graph.arenaCount)
    }
    threadMemory = FloatBuffer(count: 0)
  }

  /// The steps as commands for `rows` rows, with the areas that the caller keeps at `areas`.
  ///
  /// The commands of step n, from 0, are group n + 1; those of `head` are group 0.
  ///
  /// - Parameter head: Appends what has to come first, such as the gathering of a batch.
  func commands(
    rows: Int, areas: [Area: UnsafeMutablePointer<Float>], threads: Int,
    head: (CommandList) -> Void = { _ in }
  ) -> CommandList {
    precondition(rows <= capacity, "no more rows than the program was compiled for")
    let list = CommandList(scalarCount: graph.scalarCount)
    if threads * graph.threadFloats > threadMemory.count {
      threadMemory = FloatBuffer(count: threads * graph.threadFloats)
    }
    list.threadStride = graph.threadFloats
    list.keepAlive(threadMemory)
    head(list)
    var binding = Binding(list: list, graph: graph, rows: rows, areas: areas)
    binding.areas[.arena] = arena.pointer
    binding.areas[.thread] = threadMemory.pointer
    binding.areas[.scalars] = list.scalars.floats
    for (scalar, value) in graph.constants { binding.settle(scalar, value ?? Double(rows)) }
    var sections = graph.sections[...]
    var first = 0
    for (index, step) in graph.steps.enumerated() {
      list.group = index + 1
      if sections.first?.steps.lowerBound == index { first = list.count }
      list.rowsPerSample = 0
      list.threadValues = []
      if let section = sections.first, section.steps.contains(index) {
        list.rowsPerSample = graph.rowsPerSample[index] ?? 0
        list.threadValues = binding.threadValues(of: step)
      }
      binding.append(step)
      if let section = sections.first, section.steps.upperBound == index + 1 {
        list.joinCommands(
          from: first, samples: rows,
          samplesPerPiece: section.samplesPerPiece(of: rows, threads: threads))
        sections.removeFirst()
      }
    }
    list.finish(threadCount: threads)
    list.keepAlive(self)
    return list
  }
}

/// Settles the extents and addresses of steps.
private struct Binding {
  let list: CommandList
  let graph: CompiledGraph
  let rows: Int
  var areas: [Area: UnsafeMutablePointer<Float>]

  /// Scalars that are the same in every run, such as what follows from the number of rows.
  private var settled: Set<Int> = []

  init(
    list: CommandList, graph: CompiledGraph, rows: Int,
    areas: [Area: UnsafeMutablePointer<Float>]
  ) {
    (self.list, self.graph, self.rows, self.areas) = (list, graph, rows, areas)
  }

  mutating func settle(_ scalar: Int, _ value: Double) {
    list.scalars[scalar] = value
    settled.insert(scalar)
  }

  func threadValues(of step: Step) -> [ThreadValue] {
    step.reads.union(step.writes).compactMap { value in
      graph.threadValues[value].map { slot in
        ThreadValue(
          UnsafeMutableBufferPointer(start: address(value), count: slot.count),
          perSample: slot.perSample)
      }
    }
  }

  mutating func append(_ step: Step) {
    switch step {
    case .block(let step): append(step)
    case .scalars(let steps): append(steps)
    case .product(let step): append(step)
    case .productSum(let step): append(step)
    case .packing(let step):
      let (columns, inner) = (value(step.columns), value(step.inner))
      list.appendPacking(
        matrix(step.from, transposes: step.transposes, rows: inner, columns: columns),
        to: address(step.to), columns: columns, inner: inner)
    case .reduction(let step):
      list.appendReduction(
        isMaximum: step.kind == .maximum, address(step.from), to: address(step.to),
        outer: value(step.outer), reduced: value(step.reduced), inner: value(step.inner))
    case .rowwise(let step): append(step)
    case .transposition(let step):
      list.appendTransposition(
        address(step.from), to: address(step.to), matrices: value(step.matrices),
        isReversed: step.isReversed, rows: value(step.rows), columns: value(step.columns))
    case .window(let step):
      list.appendWindow(
        step.kind, step.window, address(step.from),
        gradient: step.gradient.map { UnsafePointer(address($0)) }, to: address(step.to),
        images: value(step.images))
    case .columns(let step): append(step)
    case .batchedProduct(let step):
      let (rows, columns, inner) = (value(step.rows), value(step.columns), value(step.inner))
      list.appendBatchedProduct(
        matrix(step.a, transposes: step.transposesFirst, rows: rows, columns: inner),
        matrix(step.b, transposes: step.transposesSecond, rows: inner, columns: columns),
        to: address(step.result), matrices: value(step.matrices), rows: rows, columns: columns,
        inner: inner)
    case .causalMask(let to, let extent):
      list.appendCausalMask(to: address(to), extent: extent)
    case .lookup(let step):
      list.appendLookup(
        isGradient: step.isGradient, address(step.indices) + step.column, stride: step.features,
        rows: value(step.rows), address(step.from), tableRows: step.tableRows,
        columns: value(step.columns), to: address(step.to))
    case .repetition(let step):
      list.appendRepetition(
        address(step.from), to: address(step.to),
        axes: step.axes.map { (extent: value($0.extent), repeats: $0.repeats) })
    case .ordering(let step):
      list.appendOrdering(
        ranks: step.ranks, address(step.from), to: address(step.to), rows: value(step.rows),
        columns: value(step.columns))
    case .mask(let keeping, let layer, let to, let count):
      list.appendMask(keeping: keeping, layer: layer, to: address(to), count: value(count))
    }
  }

  private func append(_ step: ColumnStep) {
    let width = step.parts.reduce(0) { $0 + $1.range.count }
    var to = address(step.to)
    for part in step.parts {
      list.appendCopy(
        address(part.from) + part.range.lowerBound, stride: part.columns, to: to, stride: width,
        rows: value(step.rows), columns: part.range.count)
      to += part.range.count
    }
  }

  private func append(_ step: BlockStep) {
    let (rows, columns) = (value(step.rows), value(step.columns))
    // Where rows mean nothing, blocks need not end with them.
    list.appendBlock(
      step.instructions, rows: step.isFlat ? rows * columns : rows,
      columns: step.isFlat ? 1 : columns, arrays: step.arrays.map(address),
      sums: step.sums.map(scalar))
  }

  private mutating func append(_ steps: [ScalarStep]) {
    var instructions: [ScalarInstruction] = []
    for step in steps {
      switch step.kind {
      case .copy(let operand):
        instructions.append(load(operand, to: scalar(step.result)))
      case .function(let function, let operands):
        for operand in operands where !isScalar(operand) {
          // Its own scalar has been reserved by the layout beside the memory it comes from.
          instructions.append(load(operand, to: loadedScalar(operand)))
        }
        let places = operands.map { isScalar($0) ? scalar($0) : loadedScalar($0) }
        let instruction = ScalarInstruction(
          function.operation, result: scalar(step.result), a: places[0],
          b: places.count > 1 ? places[1] : 0, c: places.count > 2 ? places[2] : 0)
        if settled.isSuperset(of: places) {
          list.scalars.run(instruction)
          settled.insert(scalar(step.result))
        } else {
          instructions.append(instruction)
        }
      }
    }
    if !instructions.isEmpty { list.appendScalars(instructions) }
  }

  private func load(_ value: Int, to result: Int) -> ScalarInstruction {
    if isScalar(value) { return ScalarInstruction(.load, result: result, a: scalar(value)) }
    return ScalarInstruction(.load, result: result, source: UnsafePointer(address(value)))
  }

  private func append(_ step: ProductStep) {
    let (inner, columns, height) = (value(step.inner), value(step.columns), value(step.rows))
    let bias = step.bias.map { UnsafePointer(address($0)) }
    let columnSums = step.columnSums.map(address)
    let second =
      step.packed.map { .packed(UnsafePointer(address($0))) }
      ?? Kernels.MatrixProduct.SecondOperand.matrix(
        matrix(step.b, transposes: step.transposesSecond, rows: inner, columns: columns))
    if let patches = step.patches {
      return list.appendPatchProduct(
        address(step.a), patches, transposes: step.transposesFirst, second,
        to: address(step.result), rows: height, columns: columns, inner: inner, bias: bias,
        activation: step.activation, columnSums: columnSums)
    }
    list.appendProduct(
      matrix(step.a, transposes: step.transposesFirst, rows: height, columns: inner), second,
      to: address(step.result), rows: height, columns: columns, inner: inner, bias: bias,
      activation: step.activation, columnSums: columnSums)
  }

  private func append(_ step: ProductSumStep) {
    let (rows, columns, inner) = (value(step.rows), value(step.columns), value(step.inner))
    list.appendProductSum(
      step.operands.map { a, b in
        (
          matrix(a, transposes: step.transposesFirst, rows: rows, columns: inner),
          matrix(b, transposes: step.transposesSecond, rows: inner, columns: columns)
        )
      }, to: address(step.result), rows: rows, columns: columns, inner: inner)
  }

  /// `value` as a matrix of `rows` rows and `columns` columns, as it lies or transposed.
  private func matrix(
    _ value: Int, transposes: Bool, rows: Int, columns: Int
  ) -> Kernels.MatrixProduct.Operand {
    transposes
      ? .transposed(address(value), columns: rows) : .rows(address(value), columns: columns)
  }

  private func append(_ step: RowwiseStep) {
    let kind: RowwiseKind
    var indices: UnsafePointer<Float>?
    switch step.kind {
    case .softmax: kind = .softmax
    case .logSoftmax: kind = .logSoftmax
    case .argmax: kind = .argmax
    case .oneHot: kind = .oneHot
    case .gather(let value):
      kind = .gather
      indices = UnsafePointer(address(value))
    }
    list.appendRowwise(
      kind, address(step.from), indices: indices, to: address(step.to), rows: value(step.rows),
      columns: value(step.columns))
  }

  private func value(_ count: ElementCount) -> Int { count.value(rows: rows) }

  private func isScalar(_ value: Int) -> Bool { graph.places[value]?.area == .scalars }

  private func scalar(_ value: Int) -> Int { graph.places[value]?.offset ?? 0 }

  private func loadedScalar(_ value: Int) -> Int { graph.loadedScalars[value] ?? 0 }

  private func address(_ value: Int) -> UnsafeMutablePointer<Float> {
    guard let place = graph.places[value], let area = areas[place.area] else {
      preconditionFailure("value \(value) has no place")
    }
    return area + place.offset
  }
}
