import Graphs

/// Groups the nodes of a graph into those that one step computes.
///
/// Elementwise nodes of one shape are joined where nothing between them has to wait; sums over all
/// elements or over each row end such a group. A matrix product takes its bias and activation
/// along.
struct Fusion {
  let graph: GraphBuilder
  /// Nodes on which an output depends, by id.
  private(set) var isLive: [Bool]
  /// The node whose numbers a node is: itself, or the operand of a reshape.
  private(set) var root: [Int]
  /// Live nodes that use the numbers of a root.
  private(set) var users: [[Int]]
  private(set) var products: [Int: ProductEnd] = [:]
  /// Products that are only added up, by the node of their sum.
  private(set) var productSums: [Int: [Int]] = [:]
  /// The node of the sum, by each product and each sum in it.
  private var sumOf: [Int: Int] = [:]
  let isOutput: Set<Int>
  /// The number of the group of each root: its first member.
  private var groupOf: [Int]
  private var members: [[Int]]
  private var order = GroupOrder([])
  /// The shape over which each elementwise node or fused reduction is computed; `nil` for others.
  private var domains: [GraphShape?] = []
  /// Reductions whose result is not one number.
  private var isReduction: [Bool] = []

  /// What a product does to its result at once, and the node that then has the result.
  struct ProductEnd {
    var bias: Node?
    var activation: Elementwise.Function?
    var result: Int
  }

  init(_ graph: GraphBuilder, outputs: [Node]) {
    self.graph = graph
    let count = graph.nodeCount
    isLive = [Bool](repeating: false, count: count)
    root = Array(0..<count)
    users = Array(repeating: [], count: count)
    groupOf = Array(0..<count)
    members = (0..<count).map { [$0] }
    for output in outputs { isLive[output.id] = true }
    for id in stride(from: count - 1, through: 0, by: -1) where isLive[id] {
      for input in graph.inputs(of: graph.node(id)) { isLive[input.id] = true }
    }
    for id in 0..<count where isLive[id] {
      let node = graph.node(id)
      if Fusion.isView(graph.operation(of: node)) { root[id] = root[graph.inputs(of: node)[0].id] }
    }
    isOutput = Set(outputs.map { [root] in root[$0.id] })
    for id in 0..<count where isLive[id] && root[id] == id {
      for source in Set(graph.inputs(of: graph.node(id)).map { root[$0.id] }) {
        users[source].append(id)
      }
    }
    addUpProducts()
    endProducts()
    domains = (0..<count).map { knownDomain(of: $0) }
    isReduction = (0..<count).map { id in
      graph.operation(of: graph.node(id)) is Reduction && domains[id]?.elementCount != .one
    }
    // What a product takes along comes behind it, and only the last of that is needed by others.
    order = GroupOrder(members.indices.map { members[$0].max() ?? $0 })
    joinAlongEdges()
    joinSiblings()
  }

  /// The groups, each sorted by id.
  var groups: [[Int]] {
    members.indices.compactMap { id in
      groupOf[id] == id && isLive[id] && root[id] == id ? members[id].sorted() : nil
    }
  }

  /// The number of the group of a root.
  func group(of id: Int) -> Int { groupOf[id] }

  /// The shape over which an elementwise node or a fused reduction is computed; `nil` for others.
  func domain(of id: Int) -> GraphShape? { domains[id] }

  private func knownDomain(of id: Int) -> GraphShape? {
    let node = graph.node(id)
    switch graph.operation(of: node) {
    case is Elementwise, is Broadcast:
      return products[id] == nil && sumOf[id] == nil ? node.shape : nil
    case let reduction as Reduction:
      let input = graph.inputs(of: node)[0]
      let isTotal = node.shape.elementCount == .one
      let isLast = reduction.axes.upperBound == input.shape.count && reduction.axes.lowerBound > 0
      guard input.shape.elementCount != .one else { return node.shape }
      return isLast || (isTotal && reduction.kind == .sum) ? input.shape : nil
    default: return nil
    }
  }

  private static func isView(_ operation: any Operation) -> Bool {
    operation is Reshape || operation is StopGradient
  }
}

// MARK: - Products

extension Fusion {
  /// The sum that a product or a part of the sum belongs to.
  func productSum(of id: Int) -> (result: Int, products: [Int])? {
    sumOf[id].flatMap { result in productSums[result].map { (result, $0) } }
  }

  /// Finds sums of products with the same extents, such as the gradient of weights that each step of
  /// a sequence uses: one step adds them up where the sum lies.
  private mutating func addUpProducts() {
    var terms: [Int: [Int]] = [:]
    for id in root.indices where isLive[id] && root[id] == id {
      let node = graph.node(id)
      guard (graph.operation(of: node) as? Elementwise)?.function == .add, !node.shape.hasRows
      else { continue }
      let inputs = graph.inputs(of: node).map(\.id)
      let parts = inputs.map { input in
        onlyUser(of: input) == id ? terms[input] ?? (isPlainProduct(input) ? [input] : []) : []
      }
      guard inputs[0] != inputs[1], parts.allSatisfy({ !$0.isEmpty }),
        isSameProduct(parts[0][0], parts[1][0])
      else { continue }
      for input in inputs { terms[input] = nil }
      terms[id] = parts[0] + parts[1]
    }
    for (id, products) in terms {
      productSums[id] = products
      sumOf[id] = id
      var pending = [id]
      while let sum = pending.popLast() {
        for input in graph.inputs(of: graph.node(sum)) {
          sumOf[input.id] = id
          join(id, input.id)
          if !products.contains(input.id) { pending.append(input.id) }
        }
      }
    }
  }

  private func isPlainProduct(_ id: Int) -> Bool {
    let node = graph.node(id)
    return graph.operation(of: node) is MatrixProduct
      && !(graph.operation(of: graph.inputs(of: node)[0]) is Patches)
      && node.shape.elementCount != .one
  }

  private func isSameProduct(_ a: Int, _ b: Int) -> Bool {
    guard let first = graph.operation(of: graph.node(a)) as? MatrixProduct,
      let second = graph.operation(of: graph.node(b)) as? MatrixProduct
    else { return false }
    let (own, others) = (graph.inputs(of: graph.node(a)), graph.inputs(of: graph.node(b)))
    return first == second && own.map(\.shape) == others.map(\.shape)
  }

  private mutating func endProducts() {
    for id in root.indices where isLive[id] && root[id] == id {
      let node = graph.node(id)
      guard graph.operation(of: node) is MatrixProduct, node.shape.elementCount != .one,
        sumOf[id] == nil
      else { continue }
      var end = ProductEnd(bias: nil, activation: nil, result: id)
      var absorbed = [id]
      if let (sum, bias) = addedBias(to: id) {
        (end.bias, end.result) = (bias, sum)
        absorbed.append(sum)
      }
      if let (result, function) = appliedActivation(to: end.result) {
        (end.activation, end.result) = (function, result)
        absorbed.append(result)
      }
      for other in absorbed {
        products[other] = end
        join(id, other)
      }
    }
  }

  /// The one use of a product, if it adds a value for each column that is known beforehand.
  private func addedBias(to id: Int) -> (sum: Int, bias: Node)? {
    guard let user = onlyUser(of: id), let columns = graph.node(id).shape.last,
      (graph.operation(of: graph.node(user)) as? Elementwise)?.function == .add
    else { return nil }
    let inputs = graph.inputs(of: graph.node(user))
    let bias = inputs[0].id == id ? inputs[1] : inputs[0]
    let isLeaf = graph.operation(of: graph.node(root[bias.id])) is Parameter
    let fits = bias.shape == [columns] && graph.node(user).shape == graph.node(id).shape
    return isLeaf && fits && bias.id != id ? (user, bias) : nil
  }

  private func appliedActivation(to id: Int) -> (result: Int, Elementwise.Function)? {
    guard let user = onlyUser(of: id),
      let function = (graph.operation(of: graph.node(user)) as? Elementwise)?.function
    else { return nil }
    switch function {
    case .tanh, .sigmoid: return (user, function)
    case .maximum:
      let inputs = graph.inputs(of: graph.node(user))
      let isRelu = inputs[0].id == id && graph.constantValue(of: inputs[1]) == 0
      return isRelu ? (user, function) : nil
    default: return nil
    }
  }

  /// The one node that uses the numbers of `id`, under their own shape; `nil` for an output.
  private func onlyUser(of id: Int) -> Int? {
    guard users[id].count == 1, !isOutput.contains(id) else { return nil }
    let user = users[id][0]
    return graph.inputs(of: graph.node(user)).contains { $0.id == id } ? user : nil
  }
}

// MARK: - Elementwise groups

extension Fusion {
  /// More values than this do not fit the registers of a block.
  private static var limit: Int { 60 }

  private mutating func joinAlongEdges() {
    for id in root.indices where isLive[id] && root[id] == id {
      guard let domain = domain(of: id) else { continue }
      for input in graph.inputs(of: graph.node(id)) {
        guard self.domain(of: input.id) == domain, isLive[input.id], root[input.id] == input.id,
          !(graph.operation(of: input) is Reduction) || domain.elementCount == .one
        else { continue }
        joinIfPossible(id, input.id)
      }
    }
  }

  /// Joins groups that read the same values, which are then read once.
  private mutating func joinSiblings() {
    for id in root.indices where isLive[id] && root[id] == id {
      let readers = users[id].filter { domain(of: $0) == graph.node(id).shape }
      guard let first = readers.first, graph.node(id).shape.elementCount != .one else { continue }
      for other in readers.dropFirst() { joinIfPossible(first, other) }
    }
  }

  private mutating func joinIfPossible(_ a: Int, _ b: Int) {
    var (first, second) = (group(of: a), group(of: b))
    guard first != second else { return }
    if order.precedes(second, first) { swap(&first, &second) }
    let isScalar = domains[a]?.elementCount == .one
    guard !endsBefore(first, second), isScalar || valueCount(first, second) <= Fusion.limit,
      split(of: first, and: second), let move = move(first, second)
    else { return }
    join(first, second)
    order.join(first, second, as: min(first, second), move)
  }

  /// How many values a joined group would compute or load.
  private func valueCount(_ first: Int, _ second: Int) -> Int {
    let all = members[first].count + members[second].count
    guard all <= Fusion.limit else { return all }
    var values: Set<Int> = []
    for member in members[first] + members[second] {
      values.insert(member)
      for input in graph.inputs(of: graph.node(member)) { values.insert(input.id) }
    }
    return values.count
  }

  private mutating func join(_ a: Int, _ b: Int) {
    let (first, second) = (group(of: a), group(of: b))
    guard first != second else { return }
    let (kept, lost) = (min(first, second), max(first, second))
    for member in members[lost] { groupOf[member] = kept }
    members[kept] += members[lost]
    members[lost] = []
  }

  /// Whether sums over rows in both groups begin at one axis, and are few enough for one block.
  private func split(of first: Int, and second: Int) -> Bool {
    let axes = (members[first] + members[second]).compactMap(rowAxis)
    return Set(axes).count <= 1 && axes.count <= 16
  }

  /// The axis at which a reduction of each row begins.
  func rowAxis(of id: Int) -> Int? {
    let node = graph.node(id)
    guard let reduction = graph.operation(of: node) as? Reduction,
      node.shape.elementCount != .one || reduction.kind == .maximum
    else { return nil }
    return reduction.axes.lowerBound
  }

  /// Whether something in `later` needs a reduction of `earlier`, which is known at its end.
  private func endsBefore(_ earlier: Int, _ later: Int) -> Bool {
    members[earlier].contains { member in
      isReduction[member] && users[member].contains { groupOf[$0] == later }
    }
  }

  /// What else has to be moved to join two groups; `nil` where a third has to come between them.
  private mutating func move(_ first: Int, _ second: Int) -> GroupOrder.Move? {
    let (members, users, groupOf, root, graph) = (members, users, groupOf, root, graph)
    return order.move(
      first, second,
      users: { group, visit in
        for member in members[group] {
          for user in users[member] { visit(groupOf[user]) }
        }
      },
      sources: { group, visit in
        for member in members[group] {
          for input in graph.inputs(of: graph.node(member)) { visit(groupOf[root[input.id]]) }
        }
      })
  }
}
