import CKernels

/// Calls of kernels in the order in which they run, with everything that they need beside the
/// caller's memory; made once, run many times.
///
/// Running allocates nothing, counts no reference and takes no lock. The pieces of a command are
/// cut by its extents, so a list gives the same bits on any number of threads.
package final class CommandList {
  /// The single numbers that its commands read and write; all of them 0 at first.
  package let scalars: ScalarTable

  /// What changes from run to run.
  private let state: UnsafeMutablePointer<RunState>
  private var commands: [Command] = []
  private var allocations: [UnsafeMutableRawPointer]
  private var table: UnsafeMutablePointer<Command>?
  /// Owners of memory that the commands point into.
  private var owners: [AnyObject] = []
  /// What commands belong to that are appended from now on: a number of the maker's own.
  package var group = 0
  /// How many rows of its own for each sample of the batch a command has that is appended from now on,
  /// where it treats each sample by itself; else 0.
  package var rowsPerSample = 0
  /// The values of a command that is appended from now on that lie in the memory of threads.
  package var threadValues: [ThreadValue] = []
  /// Floats from one thread's memory to the next one's.
  package var threadStride = 0
  private var groups: [Int] = []
  private var sections: [Section] = []
  private var spans: UnsafeMutablePointer<Section>?
  private var spanCount = 0
  private var threadCount = 1
  private var timing: Timing?

  private struct Timing {
    var now: () -> Double
    var count: Int
    /// By thread, and by command.
    var seconds: UnsafeMutablePointer<Double>
  }

  package init(scalarCount: Int) {
    let count = max(scalarCount, 1)
    let (values, floats) = (
      UnsafeMutablePointer<Double>.allocate(capacity: count),
      UnsafeMutablePointer<Float>.allocate(capacity: count)
    )
    values.initialize(repeating: 0, count: count)
    floats.initialize(repeating: 0, count: count)
    scalars = ScalarTable(values: values, floats: floats)
    allocations = [UnsafeMutableRawPointer(values), UnsafeMutableRawPointer(floats)]
    state = .allocate(capacity: 1)
    state.initialize(to: RunState(scalars: scalars))
  }

  deinit {
    for allocation in allocations { allocation.deallocate() }
    state.deallocate()
  }

  /// The number of commands.
  package var count: Int { commands.count }

  /// Which samples the next run gathers; to be set before `run` where the list gathers.
  package func setIndices(_ indices: UnsafePointer<Int32>) { state.pointee.indices = indices }

  /// From which streams the next run draws: those of `iteration` under `seed`.
  package func setRandomness(seed: UInt64, iteration: Int) {
    state.pointee.seed = seed
    state.pointee.iteration = iteration
  }

  /// Keeps `owner`, whose memory the commands use, as long as the list.
  package func keepAlive(_ owner: AnyObject) { owners.append(owner) }

  /// Ends the making of the list: it may be run by at most `threadCount` threads from now on.
  package func finish(threadCount: Int) {
    let count = max(threadCount, 1)
    self.threadCount = count
    let size = max(nn_product_scratch(), nn_block_scratch(BlockProgram.mostRegisters))
    let buffers = allocate(UnsafeMutablePointer<Float>.self, count)
    for thread in 0..<count { buffers[thread] = allocate(Float.self, size) }
    state.pointee.scratch = buffers
    if threadStride > 0 { state.pointee.workspaces = workspaces(count) }
    let copy = allocate(Command.self, max(commands.count, 1))
    copy.initialize(from: commands, count: commands.count)
    table = copy
    let all = spansOfCommands
    let spans = allocate(Section.self, max(all.count, 1))
    spans.initialize(from: all, count: all.count)
    (self.spans, spanCount) = (spans, all.count)
  }

  private func workspaces(_ count: Int) -> UnsafeMutablePointer<ThreadWorkspace> {
    let arrays = commands.map(\.threadOperands.arrayCount).max() ?? 0
    let result = allocate(ThreadWorkspace.self, count)
    for thread in 0..<count {
      (result + thread).initialize(
        to: ThreadWorkspace(
          distance: thread * threadStride,
          call: UnsafeMutableRawPointer(allocate(UInt8.self, ThreadWorkspace.callBytes)),
          arrays: allocate(UnsafeMutablePointer<Float>?.self, arrays)))
    }
    return result
  }

  /// Lets the commands from `first` on that were appended run one after another for some samples, and
  /// then for the next: each treats each sample by itself, and so no thread has to wait between them.
  ///
  /// - Parameter samplesPerPiece: How many samples go through all of them at a time.
  package func joinCommands(from first: Int, samples: Int, samplesPerPiece: Int) {
    guard commands.count > first + 1, samples > 0 else { return }
    precondition(commands[first...].allSatisfy { $0.rowsPerSample > 0 }, "sample by sample")
    sections.append(
      Section(
        first: first, count: commands.count - first, samples: samples,
        samplesPerPiece: max(samplesPerPiece, 1)))
  }

  /// All commands: in sections, or each by itself.
  private var spansOfCommands: [Section] {
    var spans: [Section] = []
    var next = 0
    for section in sections {
      spans += (next..<section.first).map { Section(first: $0) }
      spans.append(section)
      next = section.first + section.count
    }
    return spans + (next..<commands.count).map { Section(first: $0) }
  }

  /// Runs all commands, on the threads of `team` where there is one.
  package func run(on team: ThreadTeam?) {
    guard let table, let spans else { return }
    for index in 0..<spanCount {
      let span = spans + index
      if let timing {
        runTimed(span, table, on: team, timing)
      } else if span.pointee.samples > 0 {
        run(span, table, on: team)
      } else {
        run(table + span.pointee.first, on: team)
      }
    }
  }

  @inline(__always)
  private func run(_ command: UnsafeMutablePointer<Command>, on team: ThreadTeam?) {
    let pieces = command.pointee.pieces
    if pieces > 1, let team {
      team.run(pieces: pieces) { [state] piece, thread in
        command.pointee.run(piece, thread: thread, state)
      }
    } else {
      for piece in 0..<pieces { command.pointee.run(piece, thread: 0, state) }
    }
    if case .block(let call) = command.pointee.kind, call.pointee.sums.count > 0 {
      call.pointee.sums.addUp(pieces: pieces, to: scalars)
    }
  }

  private func run(
    _ section: UnsafeMutablePointer<Section>, _ table: UnsafeMutablePointer<Command>,
    on team: ThreadTeam?
  ) {
    let pieces = section.pointee.pieces
    if pieces > 1, let team {
      team.run(pieces: pieces) { [state] piece, thread in
        let samples = section.pointee.samples(of: piece)
        for index in section.pointee.commands {
          table[index].run(samples: samples, thread: thread, state)
        }
      }
    } else {
      for piece in 0..<pieces {
        let samples = section.pointee.samples(of: piece)
        for index in section.pointee.commands {
          table[index].run(samples: samples, thread: 0, state)
        }
      }
    }
  }

  // MARK: Timing

  /// Lets each run from now on look at the clock between its commands.
  ///
  /// - Parameter now: Seconds of a clock that only goes forward.
  package func startTiming(_ now: @escaping () -> Double) {
    guard timing == nil else { return }
    timing = Timing(
      now: now, count: commands.count,
      seconds: allocate(Double.self, commands.count * threadCount))
  }

  /// The seconds that each group of commands took since the timing began.
  package var secondsByGroup: [Int: Double] {
    guard let timing else { return [:] }
    var result: [Int: Double] = [:]
    for thread in 0..<threadCount {
      for (index, group) in groups.enumerated() {
        result[group, default: 0] += timing.seconds[thread * timing.count + index]
      }
    }
    return result
  }

  private func runTimed(
    _ span: UnsafeMutablePointer<Section>, _ table: UnsafeMutablePointer<Command>,
    on team: ThreadTeam?, _ timing: Timing
  ) {
    guard span.pointee.samples > 0 else {
      let start = timing.now()
      run(table + span.pointee.first, on: team)
      timing.seconds[span.pointee.first] += timing.now() - start
      return
    }
    // Each thread counts what it does; the threads work at one time.
    let threads = team?.count ?? 1
    let work = { [state] (piece: Int, thread: Int) in
      let samples = span.pointee.samples(of: piece)
      var start = timing.now()
      for index in span.pointee.commands {
        table[index].run(samples: samples, thread: thread, state)
        let end = timing.now()
        timing.seconds[thread * timing.count + index] += (end - start) / Double(threads)
        start = end
      }
    }
    if let team {
      team.run(pieces: span.pointee.pieces, work)
    } else {
      for piece in 0..<span.pointee.pieces { work(piece, 0) }
    }
  }

  /// Memory that lives as long as the list, aligned to cache lines; all of it zero.
  func allocate<Element>(_ type: Element.Type, _ count: Int) -> UnsafeMutablePointer<Element> {
    let bytes = max(count, 1) * MemoryLayout<Element>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    allocations.append(raw)
    raw.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    return raw.bindMemory(to: Element.self, capacity: max(count, 1))
  }

  func append(
    _ kind: Command.Kind, to result: UnsafeMutablePointer<Float>? = nil, pieces: Int = 1
  ) {
    var command = Command(kind: kind, result: result, pieces: pieces, rowsPerSample: rowsPerSample)
    if !threadValues.isEmpty { command.threadOperands = threadOperands(of: command) }
    commands.append(command)
    groups.append(group)
  }

  private func threadOperands(of command: Command) -> ThreadOperands {
    func perSample(_ pointer: UnsafePointer<Float>?) -> Int {
      guard let pointer else { return 0 }
      let value = threadValues.first { value in
        guard let start = value.memory.baseAddress else { return false }
        return pointer >= start && pointer < start + value.memory.count
      }
      return value?.perSample ?? 0
    }
    let operands = command.operands
    var result = ThreadOperands(
      first: perSample(operands.first), second: perSample(operands.second),
      result: perSample(command.result.map { UnsafePointer($0) }))
    if case .block(let call) = command.kind {
      let (program, count) = (call.pointee.program, call.pointee.arrays)
      let strides = allocate(Int.self, count)
      for index in 0..<count {
        strides[index] = perSample(program.arrays[index].map { UnsafePointer($0) })
      }
      (result.arrays, result.arrayCount) = (UnsafePointer(strides), count)
    }
    return result
  }
}

/// What the commands of a list see that changes from run to run.
struct RunState {
  let scalars: ScalarTable
  var indices: UnsafePointer<Int32>?
  var seed: UInt64 = 0
  var iteration: Int = 0
  /// One buffer for each thread.
  var scratch: UnsafeMutablePointer<UnsafeMutablePointer<Float>>?
  /// One for each thread, where values lie in the memory of threads.
  var workspaces: UnsafeMutablePointer<ThreadWorkspace>?
}

/// Commands that run one after another for some samples at a time; or one command alone, where it has
/// no samples.
struct Section {
  var first: Int
  var count = 1
  var samples = 0
  var samplesPerPiece = 1

  var commands: Range<Int> { first..<first + count }
  var pieces: Int { (samples + samplesPerPiece - 1) / samplesPerPiece }

  func samples(of piece: Int) -> Range<Int> {
    let start = piece * samplesPerPiece
    return start..<min(start + samplesPerPiece, samples)
  }
}

extension SumTable {
  /// Adds the sums of the pieces in their order, and clears them for the next run.
  fileprivate func addUp(pieces: Int, to table: ScalarTable) {
    guard let partial, let scalars else { return }
    for index in 0..<count {
      var total = 0.0
      for piece in 0..<pieces {
        total += partial[piece * count + index]
        partial[piece * count + index] = 0
      }
      table[Int(scalars[index])] = total
    }
  }
}
