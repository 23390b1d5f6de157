import Graphs
import Kernels

/// Gives each value of a program its place; values that are not needed at one time share memory.
struct ProgramLayout {
  private(set) var steps: [Step]
  private(set) var places: [Int: Place] = [:]
  private(set) var arenaCount = 0
  private(set) var scalarCount = 0
  private var counts: [Int: ElementCount]
  private let sections: [StepSection]
  private let capacity: Int
  private var nextValue: Int

  init(_ order: StepOrder, counts: [Int: ElementCount], nextValue: Int, capacity: Int) {
    self.nextValue = nextValue
    (steps, sections) = (order.steps, order.sections)
    self.counts = counts
    self.capacity = capacity
  }

  /// Lets `value` lie where the caller keeps it.
  mutating func fix(_ value: Int, at place: Place) { places[value] = place }

  mutating func addScalar(_ value: Int) { _ = scalar(value) }

  /// The place of a scalar in the table.
  mutating func scalar(_ value: Int) -> Int {
    if let place = places[value], place.area == .scalars { return place.offset }
    places[value] = Place(.scalars, scalarCount)
    scalarCount += 1
    return scalarCount - 1
  }

  /// Makes `value` appear at `place`: there at once where it has no place yet, else as a copy.
  mutating func write(_ value: Int, _ count: ElementCount, to place: Place) {
    let maker = steps.firstIndex { $0.writes.contains(value) }
    if places[value] == nil, let maker, !isReadLater(than: maker, place) {
      places[value] = place
    } else {
      let copy = nextValue
      nextValue += 1
      counts[copy] = count
      places[copy] = place
      var step = BlockStep(rows: .one, columns: count, arrays: [value, copy])
      step.instructions = [
        BlockInstruction(count == .one ? .loadScalar : .load, result: 0, index: 0),
        BlockInstruction(.store, 0, index: 1),
      ]
      step.reads = [value]
      step.writes = [copy]
      steps.append(.block(step))
    }
  }

  /// Whether what lies at `place` before the run is still read when step `maker` has overwritten it.
  private func isReadLater(than maker: Int, _ place: Place) -> Bool {
    let values = Set(places.filter { $0.value == place }.keys)
    return steps.indices.contains { index in
      guard !steps[index].reads.isDisjoint(with: values) else { return false }
      // An elementwise step reads each number before it writes to its place.
      if index == maker, case .block = steps[index] { return false }
      return index >= maker
    }
  }

  /// A scalar that holds the number of `value` after a run.
  mutating func readScalar(_ value: Int) -> Int {
    if places[value]?.area == .scalars { return scalar(value) }
    let copy = nextValue
    nextValue += 1
    steps.append(.scalars([ScalarStep(kind: .copy(value), result: copy)]))
    return scalar(copy)
  }

  /// Places all other values in the arena, in the order of the steps, each where there is room.
  ///
  /// Within a section the threads are not at one step at one time. So a place that becomes free there is
  /// taken again only by a value with as many numbers for each sample: what a thread writes then lies
  /// where it alone has read.
  mutating func placeRest() {
    var lastUse: [Int: Int] = [:]
    for (index, step) in steps.enumerated() {
      for value in step.reads.union(step.writes) { lastUse[value] = index }
    }
    var arena = Arena()
    var ending: [Int: [(range: Range<Int>, count: ElementCount)]] = [:]
    var waiting: [(range: Range<Int>, count: ElementCount)] = []
    var left = sections[...]
    for (index, step) in steps.enumerated() {
      if let section = left.first, section.steps.upperBound <= index {
        for place in waiting { arena.give(place.range) }
        waiting = []
        left.removeFirst()
      }
      let isInSection = left.first?.steps.contains(index) ?? false
      for value in step.writes.sorted() where places[value] == nil {
        let count = counts[value] ?? .one
        let range: Range<Int>
        if isInSection, count.rowsPower > 0,
          let known = waiting.firstIndex(where: { $0.count == count })
        {
          range = waiting.remove(at: known).range
        } else {
          range = arena.take(ProgramLayout.padded(count.value(rows: capacity)))
        }
        places[value] = Place(.arena, range.lowerBound)
        ending[lastUse[value] ?? index, default: []].append((range, count))
      }
      for place in ending[index] ?? [] {
        if isInSection { waiting.append(place) } else { arena.give(place.range) }
      }
    }
    arenaCount = arena.end
  }

  /// A scalar for each operand of a function of scalars that is not a scalar itself.
  mutating func scalarsForLoads() -> [Int: Int] {
    var result: [Int: Int] = [:]
    for case .scalars(let functions) in steps {
      for case .function(_, let operands) in functions.map(\.kind) {
        for value in operands where places[value]?.area != .scalars && result[value] == nil {
          result[value] = scalarCount
          scalarCount += 1
        }
      }
    }
    return result
  }

  /// `count` floats in whole cache lines.
  static func padded(_ count: Int) -> Int {
    count > Int.max - 16 ? Int.max : (count + 15) / 16 * 16
  }
}

/// Ranges of memory that are free.
private struct Arena {
  private var free: [Range<Int>] = []
  private(set) var end = 0

  /// The smallest free range of `count`, or new memory at the end.
  mutating func take(_ count: Int) -> Range<Int> {
    let fitting = free.indices.filter { free[$0].count >= count }
    if let best = fitting.min(by: { free[$0].count < free[$1].count }) {
      let range = free.remove(at: best)
      if range.count > count { give(range.lowerBound + count..<range.upperBound) }
      return range.lowerBound..<range.lowerBound + count
    }
    let start = end
    let (sum, overflow) = end.addingReportingOverflow(count)
    end = overflow ? Int.max : sum
    return start..<end
  }

  mutating func give(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let index = free.firstIndex { $0.lowerBound > range.lowerBound } ?? free.count
    free.insert(range, at: index)
    if index + 1 < free.count, free[index].upperBound == free[index + 1].lowerBound {
      free[index] = free[index].lowerBound..<free.remove(at: index + 1).upperBound
    }
    if index > 0, free[index - 1].upperBound == free[index].lowerBound {
      free[index - 1] = free[index - 1].lowerBound..<free.remove(at: index).upperBound
    }
  }
}
