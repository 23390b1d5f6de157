import Graphs
import Kernels

/// Gives each value of a program its place; values that are not needed at one time share memory.
struct ProgramLayout {
  private(set) var steps: [Step]
  private(set) var places: [Int: Place] = [:]
  private(set) var arenaCount = 0
  /// Floats that each thread needs for what a section makes for itself alone.
  private(set) var threadFloats = 0
  private(set) var threadValues: [Int: ThreadSlot] = [:]
  private(set) var scalarCount = 0
  private var counts: [Int: ElementCount]
  private(set) var sections: [StepSection]
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
    if places[value] == nil, let maker, !isReadLater(than: value, by: maker, place) {
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

  /// Whether what lies at `place` before the run is still read when step `maker` has overwritten it with
  /// `value`.
  private func isReadLater(than value: Int, by maker: Int, _ place: Place) -> Bool {
    let values = Set(places.filter { $0.value == place }.keys)
    return steps.indices.contains { index in
      guard !steps[index].reads.isDisjoint(with: values) else { return false }
      if index == maker, case .block(let block) = steps[index] {
        return !values.allSatisfy { block.reads($0, before: value) }
      }
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
    for index in sections.indices { placeByThread(section: index, lastUse) }
    var arena = Arena()
    var ending: [Int: [(value: Int, range: Range<Int>, count: ElementCount)]] = [:]
    var waiting: [(value: Int, range: Range<Int>, count: ElementCount)] = []
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
        if let known = ending[index]?.firstIndex(where: {
          $0.count == count && step.canReplace($0.value, by: value)
        }), let place = ending[index]?.remove(at: known) {
          range = place.range
        } else if isInSection, count.rowsPower > 0,
          let known = waiting.firstIndex(where: { $0.count == count })
        {
          range = waiting.remove(at: known).range
        } else {
          range = arena.take(ProgramLayout.padded(count.value(rows: capacity)))
        }
        places[value] = Place(.arena, range.lowerBound)
        ending[lastUse[value] ?? index, default: []].append((value, range, count))
      }
      for place in ending[index] ?? [] {
        if isInSection { waiting.append(place) } else { arena.give(place.range) }
      }
    }
    arenaCount = arena.end
  }

  /// Places what only the steps of one section make and read in the memory of threads, where it needs
  /// room for the samples of one piece alone, and is still in the cache when it is read.
  private mutating func placeByThread(section index: Int, _ lastUse: [Int: Int]) {
    let section = sections[index]
    var slots = ThreadSlots()
    var places: [(value: Int, slot: Int, perSample: Int)] = []
    var ending: [Int: [(value: Int, slot: Int)]] = [:]
    var kept = 0
    for step in section.steps {
      for value in steps[step].writes.sorted() {
        guard let count = counts[value], count.rowsPower == 1 else { continue }
        let last = lastUse[value] ?? step
        if self.places[value] == nil, section.steps.contains(last) {
          let known = ending[step]?.firstIndex { place in
            counts[place.value] == count && steps[step].canReplace(place.value, by: value)
          }
          let slot =
            known.flatMap { ending[step]?.remove(at: $0).slot } ?? slots.take(count.factor)
          places.append((value, slot, count.factor))
          ending[last, default: []].append((value, slot))
        } else {
          kept = saturatingSum([kept, count.factor])
        }
      }
      for place in ending[step] ?? [] { slots.give(place.slot) }
    }
    sections[index].countPerSample = min(
      saturatingSum([kept, saturatingSum(slots.sizes)]), Int.max / 8)
    let samples = sections[index].mostSamples(of: capacity)
    var (starts, end) = ([Int](), 0)
    for size in slots.sizes {
      starts.append(end)
      let floats = ElementCount(factor: size, rowsPower: 1).value(rows: samples)
      end = saturatingSum([end, ProgramLayout.padded(floats)])
    }
    threadFloats = max(threadFloats, end)
    for place in places {
      let start = starts[place.slot]
      self.places[place.value] = Place(.thread, start)
      threadValues[place.value] = ThreadSlot(
        count: (starts + [end])[place.slot + 1] - start, perSample: place.perSample)
    }
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

extension Step {
  /// Whether `new` may lie where `old` lies, which nothing reads after this step.
  fileprivate func canReplace(_ old: Int, by new: Int) -> Bool {
    if case .block(let block) = self { block.reads(old, before: new) } else { false }
  }
}

extension BlockStep {
  /// Whether each number of `old`, if it is read, is read before that of `new` is written.
  fileprivate func reads(_ old: Int, before new: Int) -> Bool {
    guard let new = arrays.firstIndex(of: new), !writes.contains(old) else { return false }
    guard let old = arrays.firstIndex(of: old) else { return true }
    guard let first = instructions.firstIndex(where: { $0.operation == .store && $0.index == new })
    else { return false }
    return instructions.enumerated().allSatisfy { index, instruction in
      switch instruction.operation {
      case .load: instruction.index != old || index < first
      case .loadRow, .loadColumn, .loadScalar: instruction.index != old
      default: true
      }
    }
  }
}

/// Where a value lies in the memory of threads: floats there are, and those of one sample.
struct ThreadSlot: Hashable, Sendable {
  var count: Int
  var perSample: Int
}

/// Places in the memory of threads, by the numbers of a sample for which there is room.
private struct ThreadSlots {
  private(set) var sizes: [Int] = []
  private var free: [Int] = []

  /// The free slot that fits best, grown where none is large enough; else a new one.
  mutating func take(_ count: Int) -> Int {
    let fitting = free.indices.filter { sizes[free[$0]] >= count }
    let best =
      fitting.min { sizes[free[$0]] < sizes[free[$1]] }
      ?? free.indices.max { sizes[free[$0]] < sizes[free[$1]] }
    guard let best else {
      sizes.append(count)
      return sizes.count - 1
    }
    let slot = free.remove(at: best)
    sizes[slot] = max(sizes[slot], count)
    return slot
  }

  mutating func give(_ slot: Int) { free.append(slot) }
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
