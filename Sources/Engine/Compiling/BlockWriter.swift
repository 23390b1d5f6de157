import Graphs
import Kernels

/// Writes the instructions of one elementwise group.
struct BlockWriter {
  let graph: GraphBuilder
  let fusion: Fusion
  let members: [Int]
  let domain: GraphShape
  /// The axis at which the columns begin.
  let split: Int
  private(set) var step: BlockStep
  /// Values that have to be repeated to the full shape by a step of their own, by node.
  private(set) var repeated: [Int: Int] = [:]

  /// Where a value is in the block, and how it got there.
  private struct Load: Hashable {
    var root: Int
    var mode: Mode
  }

  fileprivate enum Mode: Hashable {
    case full, row, column, scalar
  }

  private var registers = RegisterPool()
  private var computed: [Int: Int] = [:]
  private var loaded: [Load: Int] = [:]
  private var constants: [Double: Int] = [:]
  /// How often each value is still needed, by root.
  private var uses: [Int: Int] = [:]

  init(_ members: [Int], _ graph: GraphBuilder, _ fusion: Fusion, repeated: [Int: Int] = [:]) {
    self.graph = graph
    self.fusion = fusion
    self.members = members
    self.domain = fusion.domain(of: members[0]) ?? []
    self.repeated = repeated
    split = BlockWriter.split(members, graph, fusion, domain)
    step = BlockStep(
      rows: GraphShape(domain[..<split]).elementCount,
      columns: GraphShape(domain[split...]).elementCount)
  }

  /// The nodes whose values do not fit the group as rows, columns or single numbers.
  var misfits: [Node] {
    members.flatMap { graph.inputs(of: graph.node($0)) }
      .filter { graph.constantValue(of: $0) == nil && mode(of: $0) == nil }
  }

  mutating func write() -> BlockStep {
    for member in members {
      for input in graph.inputs(of: graph.node(member)) { uses[key(input), default: 0] += 1 }
    }
    for member in members { write(member) }
    return step
  }

  private mutating func write(_ member: Int) {
    let node = graph.node(member)
    let inputs = graph.inputs(of: node)
    let operands = inputs.map { register(of: $0) }
    switch graph.operation(of: node) {
    case let elementwise as Elementwise:
      for input in inputs { release(input) }
      let result = registers.take()
      emit(elementwise.function.operation, result, operands)
      computed[member] = result
      store(member, result)
    case is Broadcast:
      // The group sees the operand's own register; only a store repeats it.
      computed[member] = operands[0]
      uses[member, default: 0] += 1
      uses[key(inputs[0]), default: 0] += 1
      store(member, operands[0])
    case let reduction as Graphs.Reduction:
      reduce(node, reduction, operands[0])
      release(inputs[0])
    default:
      break
    }
    if uses[member, default: 0] == 0, let register = computed[member] { registers.give(register) }
  }

  private mutating func store(_ member: Int, _ register: Int) {
    let isNeeded =
      fusion.isOutput.contains(member)
      || fusion.users[member].contains { fusion.group(of: $0) != fusion.group(of: member) }
    guard isNeeded else { return }
    step.instructions.append(
      BlockInstruction(.store, register, index: array(member)))
    step.writes.insert(member)
  }

  private mutating func reduce(_ node: Node, _ reduction: Graphs.Reduction, _ operand: Int) {
    step.writes.insert(node.id)
    if node.shape.elementCount == .one {
      step.instructions.append(
        BlockInstruction(.sum, operand, index: step.sums.count))
      step.sums.append(node.id)
    } else {
      let operation = reduction.kind == .sum ? BlockOperation.rowSum : .rowMaximum
      step.instructions.append(BlockInstruction(operation, operand, index: array(node.id)))
    }
  }

  private mutating func emit(_ operation: BlockOperation, _ result: Int, _ operands: [Int]) {
    step.instructions.append(
      BlockInstruction(
        operation, result: result, operands[0], operands.count > 1 ? operands[1] : 0,
        operands.count > 2 ? operands[2] : 0))
  }
}

// MARK: - Operands

extension BlockWriter {
  /// What counts the uses of a node: the member that computes it, or its root.
  private func key(_ node: Node) -> Int { fusion.root[node.id] }

  private mutating func register(of node: Node) -> Int {
    if let value = graph.constantValue(of: node) { return constant(value) }
    if let register = computed[key(node)] { return register }
    let source = repeated[node.id] ?? key(node)
    let load = Load(root: source, mode: repeated[node.id] == nil ? mode(of: node) ?? .full : .full)
    if let register = loaded[load] { return register }
    let register = load.mode == .full ? registers.take() : registers.pin()
    loaded[load] = register
    step.instructions.append(
      BlockInstruction(load.mode.operation, result: register, index: array(source)))
    step.reads.insert(source)
    return register
  }

  private mutating func constant(_ value: Double) -> Int {
    if let register = constants[value] { return register }
    let register = registers.pin()
    constants[value] = register
    step.instructions.append(
      BlockInstruction(.constant, result: register, constant: Float(value)))
    return register
  }

  /// Gives a register back after the last use of its value.
  private mutating func release(_ node: Node) {
    let key = key(node)
    guard graph.constantValue(of: node) == nil, let count = uses[key] else { return }
    uses[key] = count - 1
    guard count == 1 else { return }
    if let register = computed[key] {
      registers.give(register)
    } else if let register = loaded.removeValue(forKey: Load(root: key, mode: .full)) {
      registers.give(register)
    }
  }

  private mutating func array(_ root: Int) -> Int {
    if let index = step.arrays.firstIndex(of: root) { return index }
    step.arrays.append(root)
    return step.arrays.count - 1
  }

  private func mode(of node: Node) -> Mode? {
    BlockWriter.mode(of: node, in: domain, split)
  }

  private static func mode(of node: Node, in domain: GraphShape, _ split: Int) -> Mode? {
    if node.shape.elementCount == domain.elementCount { return .full }
    if node.shape.elementCount == .one { return .scalar }
    let own = domain.indices.map { node.shape.extent($0, of: domain.count) }
    if own[..<split].allSatisfy({ $0 == 1 }), own[split...] == domain[split...] { return .row }
    if own[split...].allSatisfy({ $0 == 1 }), own[..<split] == domain[..<split] { return .column }
    return nil
  }

  /// The axis that fits most operands, the one of the group's row sums where it has some.
  private static func split(
    _ members: [Int], _ graph: GraphBuilder, _ fusion: Fusion, _ domain: GraphShape
  ) -> Int {
    if let axis = members.compactMap({ fusion.rowAxis(of: $0) }).first { return axis }
    guard domain.count > 1 else { return 0 }
    let operands = members.flatMap { graph.inputs(of: graph.node($0)) }
    let fitting = (1..<domain.count).map { split in
      operands.count { mode(of: $0, in: domain, split) != nil }
    }
    let most = fitting.max() ?? 0
    return (fitting.firstIndex(of: most) ?? 0) + 1
  }
}

extension BlockWriter.Mode {
  fileprivate var operation: BlockOperation {
    switch self {
    case .full: .load
    case .row: .loadRow
    case .column: .loadColumn
    case .scalar: .loadScalar
    }
  }
}

/// The registers of a block that are free.
private struct RegisterPool {
  private var free: [Int] = []
  private var next: Int = 0

  /// A register for a value that ends before the block.
  mutating func take() -> Int { free.popLast() ?? pin() }

  /// A register that nothing else was or will be written to.
  mutating func pin() -> Int {
    next += 1
    return next - 1
  }

  mutating func give(_ register: Int) { free.append(register) }
}
