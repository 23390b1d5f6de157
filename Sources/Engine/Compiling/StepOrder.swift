import Graphs

/// Steps in an order in which each value is made before it is read.
///
/// Steps that treat each sample by itself come one behind the other where that is possible, so that
/// they become sections; what waits for all samples, such as the gradient of weights, comes later.
/// Only what would keep much memory does not wait.
struct StepOrder {
  private(set) var steps: [Step] = []
  /// How many rows of its own each step has for a sample, where it treats each by itself.
  private(set) var rowsPerSample: [Int?] = []
  private(set) var sections: [StepSection] = []

  /// A step that reads more bytes than these is not put off.
  private static let manyBytes = 2_000_000

  init(
    _ unordered: [Step], _ rows: StepRows, counts: [Int: ElementCount], capacity: Int
  ) {
    var maker: [Int: Int] = [:]
    for (index, step) in unordered.enumerated() {
      for value in step.writes { maker[value] = index }
    }
    var users = Array(repeating: [Int](), count: unordered.count)
    var missing = Array(repeating: 0, count: unordered.count)
    for (index, step) in unordered.enumerated() {
      let sources = Set(step.reads.compactMap { maker[$0] }).subtracting([index])
      missing[index] = sources.count
      for source in sources { users[source].append(index) }
    }
    let perSample = unordered.map { rows.perSample($0) }
    let urgency = unordered.indices.map { index in
      StepOrder.urgency(
        unordered[index], isBySample: perSample[index] != nil, rows, counts, capacity)
    }
    var ready = Ready()
    var free: [Step] = []
    for index in unordered.indices where missing[index] == 0 { ready.add(index, urgency[index]) }
    while let index = ready.takeFirst() {
      if urgency[index] == .first {
        free.append(unordered[index])
      } else {
        steps.append(unordered[index])
        rowsPerSample.append(perSample[index])
      }
      for user in users[index] {
        missing[user] -= 1
        if missing[user] == 0 { ready.add(user, urgency[user]) }
      }
    }
    sections = StepSection.all(in: steps, perSample: rowsPerSample, counts)
    insert(free)
  }

  /// Inserts what is made of weights alone just before the first that needs it, so that its memory is
  /// not taken before; but never within a section, whose threads would have to wait.
  private mutating func insert(_ free: [Step]) {
    var places: [Int: Int] = [:]
    for (index, step) in steps.enumerated() {
      let section = sections.first { $0.steps.contains(index) }
      for value in step.reads where places[value] == nil {
        places[value] = section?.steps.lowerBound ?? index
      }
    }
    var inserted: [Int: [Step]] = [:]
    for step in free.reversed() {
      let place = step.writes.compactMap { places[$0] }.min() ?? steps.count
      for value in step.reads { places[value] = min(places[value] ?? place, place) }
      inserted[place, default: []].insert(step, at: 0)
    }
    let (old, oldRows) = (steps, rowsPerSample)
    (steps, rowsPerSample) = ([], [])
    var starts: [Int] = []
    for index in 0...old.count {
      let new = inserted[index] ?? []
      steps += new
      rowsPerSample += new.map { _ in nil }
      starts.append(steps.count)
      guard index < old.count else { break }
      steps.append(old[index])
      rowsPerSample.append(oldRows[index])
    }
    for index in sections.indices {
      let start = starts[sections[index].steps.lowerBound]
      sections[index].steps = start..<start + sections[index].steps.count
    }
  }

  private enum Urgency: Int, CaseIterable { case first, soon, bySample, later }

  private static func urgency(
    _ step: Step, isBySample: Bool, _ rows: StepRows, _ counts: [Int: ElementCount], _ capacity: Int
  ) -> Urgency {
    if isBySample { return .bySample }
    switch step {
    case .packing, .transposition: if rows.isFree(step) { return .first }
    default: break
    }
    var bytes = 0.0
    for value in step.reads where (counts[value]?.rowsPower ?? 0) > 0 {
      bytes += 4 * Double(counts[value]?.value(rows: capacity) ?? 0)
    }
    return bytes > Double(manyBytes) ? .soon : .later
  }

  /// Steps that can be run, the first ones first.
  private struct Ready {
    private var indices = Array(repeating: [Int](), count: Urgency.allCases.count)

    mutating func add(_ index: Int, _ urgency: Urgency) {
      // From the last to the first, so that the first is taken from the end.
      var (low, high) = (0, indices[urgency.rawValue].count)
      while low < high {
        let middle = (low + high) / 2
        if indices[urgency.rawValue][middle] > index { low = middle + 1 } else { high = middle }
      }
      indices[urgency.rawValue].insert(index, at: low)
    }

    mutating func takeFirst() -> Int? {
      for urgency in indices.indices {
        if let index = indices[urgency].popLast() { return index }
      }
      return nil
    }
  }
}
