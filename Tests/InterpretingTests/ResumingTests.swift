import Diagnostics
import Foundation
import Interpreting
import Synchronization
import Testing

/// A run that is stopped anywhere and resumed ends as if it never had been stopped.
struct ResumingTests {
  /// Files that outlive a run, and what there was after each that was written.
  private final class Shelf: Sendable {
    private let state: Mutex<(files: [String: [UInt8]], past: [[String: [UInt8]]])>

    init(_ files: [String: [UInt8]] = [:]) { state = Mutex((files, [])) }

    var files: [String: [UInt8]] { state.withLock { $0.files } }
    var past: [[String: [UInt8]]] { state.withLock { $0.past } }

    func store(isResuming: Bool) -> CheckpointStore {
      CheckpointStore(
        isResuming: isResuming, open: { nil }, read: { name in self.files[name] },
        write: { name, bytes in
          self.state.withLock {
            $0.files[name] = bytes
            $0.past.append($0.files)
          }
          return nil
        },
        clear: { self.state.withLock { $0.files = [:] } },
        remove: { self.state.withLock { $0.files = [:] } })
    }
  }

  private func run(
    _ script: String, _ shelf: Shelf, isResuming: Bool, patience: Int = .max, seed: UInt64? = nil,
    world: TestWorld = TestWorld()
  ) -> Ran {
    world.patience = patience
    var host = world.host
    host.checkpoints = shelf.store(isResuming: isResuming)
    let runner = ScriptRunner(
      host: host, options: RunOptions(seed: seed, threads: 1, isQuiet: true))
    let (ending, problems) = runner.run(script, named: "script.nn")
    return Ran(
      output: world.output, problems: world.warnings + problems, ending: ending, files: world.files)
  }

  private static let data = """
    data d { read moons(samples: 60, noise: 0.2, seed: 1); split train: 60%, validation: 20%, test: 20% }
    network net { dense 6, tanh; batch_norm; dropout 20%; dense 1, sigmoid }

    """

  private static let end = """

    evaluate net on d.test
    save net to "net.safetensors"

    """

  private static let scripts: [String] = [
    """
    train net on d { loss log_loss; optimizer adam; rate 0.05; batch 7; epochs 6; checkpoint every: 2 epochs }
    """,
    """
    train net on d { loss log_loss; optimizer sgd, momentum: 0.9; rate 0.05; batch 7; epochs 4; checkpoint every: 3 iterations }
    train net on d { loss log_loss; optimizer adam; rate 0.01; batch 9; epochs 3; checkpoint every: 1 epochs }
    """,
    """
    let r = train net on d {
      loss log_loss
      metrics accuracy
      phase { epochs 3; optimizer sgd; rate 0.3, decay: cosine; batch 5 }
      phase { epochs 40; optimizer adam; rate 0.3, warmup: 4 iterations; batch full }
      stop monitor: validation.loss, patience: 5 epochs, restore: best
      clip norm: 1
      checkpoint every: 5 iterations
    }
    print r.epochs, r.loss, r.validation.accuracy
    """,
    """
    train net on d {
      loss log_loss; optimizer adam; rate 0.05; batch 7; epochs 6
      stop after: 8 iterations, monitor: loss, restore: best
      checkpoint every: 3 iterations
    }
    continue net
    step net on d
    back 12
    """,
    """
    train net on d { loss log_loss; optimizer lbfgs; batch full; epochs 8; checkpoint every: 2 epochs }
    """,
    """
    train net on d { loss log_loss; optimizer sgd; rate 0.1; batch 9; epochs 2 }
    let s = sweep rate in [0.3, 0.01], k in 1..2 {
      train net on d { seed k; loss log_loss; optimizer sgd; rate rate; batch 9; epochs 4; checkpoint every: 2 epochs }
    }
    show s
    """,
    """
    optimizer heavy(pull = 0.9) {
      state speed = 0
      speed = pull * speed + gradient
      weight = weight - rate * speed
    }
    train net on d { loss mean((prediction - target) ^ 2); optimizer heavy; rate 0.05; batch 7; epochs 3; checkpoint every: 1 epochs }
    reset net
    train net on d { seed 4; loss log_loss; optimizer heavy, pull: 0.5; rate 0.05; batch 7; epochs 2; checkpoint every: 1 epochs }
    """,
  ]

  @Test(arguments: scripts)
  func `resumed from any checkpoint it ends the same, bit for bit`(script: String) {
    let script = Self.data + script + Self.end
    let shelf = Shelf()
    let whole = run(script, shelf, isResuming: false)
    #expect(whole.messages == [] && whole.ending == .completed)
    #expect(shelf.files.isEmpty, "what serves nobody is removed")
    #expect(shelf.past.count > 3)
    for (number, files) in shelf.past.enumerated() {
      let resumed = run(script, Shelf(files), isResuming: true)
      #expect(resumed.messages == [], "from state \(number)")
      #expect(resumed.files == whole.files, "from state \(number)")
      #expect(resumed.output == whole.output, "from state \(number)")
    }
  }

  @Test func `interrupted again and again it ends the same`() {
    let script = Self.data + Self.scripts[1] + Self.end
    let whole = run(script, Shelf(), isResuming: false)
    let shelf = Shelf()
    var last = run(script, shelf, isResuming: false, patience: 5)
    var rounds = 0
    while last.ending == .interrupted, rounds < 100 {
      // Each time it comes a little further.
      last = run(script, shelf, isResuming: true, patience: 5)
      rounds += 1
    }
    #expect(rounds > 3 && last.ending == .completed)
    #expect(last.files == whole.files)
  }

  @Test func `a training that diverges does so at the same place, with the same weights`() {
    let script =
      Self.data + """
        let runs = sweep rate in [0.1, 1e18], k in 1..1 {
          train net on d { loss mean((prediction - target) ^ 2); optimizer sgd; rate rate; batch 7; epochs 4; checkpoint every: 1 iterations }
          save net to "net-{k}.safetensors"
        }
        show runs

        """
    let shelf = Shelf()
    let whole = run(script, shelf, isResuming: false)
    #expect(whole.ending == .completed)
    for files in shelf.past {
      #expect(run(script, Shelf(files), isResuming: true).output == whole.output)
    }
  }

  @Test func `what must be the same is compared, and what has changed is named`() throws {
    let script = Self.data + Self.scripts[0] + Self.end
    let shelf = Shelf()
    _ = run(script, shelf, isResuming: false)
    let files = try #require(shelf.past.dropFirst(2).first)
    func message(_ script: String, seed: UInt64? = nil) -> String {
      run(script, Shelf(files), isResuming: true, seed: seed).messages.joined()
    }
    #expect(
      message(script.replacingOccurrences(of: "batch 7", with: "batch 8"))
        .hasSuffix("'script.nn' has changed since then, from line 3 on"))
    #expect(message(script, seed: 4).hasSuffix("'--seed' is 4, and was none"))
    var damaged = files
    damaged["run.json"] = Array("{}".utf8)
    #expect(run(script, Shelf(damaged), isResuming: true).codes == ["cannot-resume"])
  }

  @Test func `where nothing was kept it begins from the start, and says so`() throws {
    let script = Self.data + Self.scripts[0] + Self.end
    let shelf = Shelf()
    let whole = run(script, shelf, isResuming: false)
    let files = try #require(shelf.past.dropFirst(2).first)
    let plain = "print 1\n"
    #expect(run(plain, Shelf(files), isResuming: true).codes == ["nothing-kept"])
    // Without what says whose they are, the other files are nobody's.
    let foreign = try #require(shelf.past.last).filter { $0.key != "run.json" }
    for files in [[:], foreign] {
      let shelf = Shelf(files)
      let ran = run(script, shelf, isResuming: true)
      #expect(ran.codes == ["nothing-kept"] && ran.ending == .completed)
      #expect(ran.files == whole.files && ran.output == whole.output)
      #expect(shelf.files.isEmpty)
    }
  }

  @Test func `other data than then is told`() throws {
    let script = """
      data d { read "d.csv"; target y }
      network net { dense 1 }
      train net on d { loss mse; optimizer sgd; rate 0.01; batch 2; epochs 4; checkpoint every: 1 epochs }
      """
    let folder = try TableFolder(["d.csv": "x,y\n1,2\n2,4\n3,7\n4,8\n"])
    func ran(_ shelf: Shelf, isResuming: Bool) -> Ran {
      var host = TestWorld().host
      host.checkpoints = shelf.store(isResuming: isResuming)
      let world = TestWorld()
      host.warn = { world.warnings += $0 }
      let runner = ScriptRunner(
        host: host, options: RunOptions(threads: 1, isQuiet: true, folder: folder.path))
      let (ending, problems) = runner.run(script, named: "script.nn")
      return Ran(output: "", problems: problems, ending: ending, files: [:])
    }
    let shelf = Shelf()
    _ = ran(shelf, isResuming: false)
    let files = try #require(shelf.past.dropFirst(2).first)
    #expect(ran(Shelf(files), isResuming: true).codes == [])
    try folder.write("x,y\n1,2\n2,4\n3,7\n4,9\n", to: "d.csv")
    #expect(
      ran(Shelf(files), isResuming: true).messages
        == ["the run cannot be resumed: the file of 'd' is not what it was"])
  }

  @Test func `a damaged checkpoint is told, whatever is wrong with it`() throws {
    let script = Self.data + Self.scripts[0] + Self.end
    let shelf = Shelf()
    _ = run(script, shelf, isResuming: false)
    let files = try #require(shelf.past.dropFirst(2).first)
    let bytes = try #require(files["1.safetensors"])
    var random = UInt64(7)
    for _ in 0..<40 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var damaged = files
      damaged["1.safetensors"] = Array(bytes.prefix(Int(random >> 33) % bytes.count))
      #expect(run(script, Shelf(damaged), isResuming: true).codes == ["cannot-resume"])
    }
  }

  @Test func `where a checkpoint cannot be written the run goes on, and says so once`() {
    let world = TestWorld()
    var host = world.host
    host.checkpoints = CheckpointStore(
      isResuming: false, open: { nil }, read: { _ in nil },
      write: { name, _ in
        name == "run.json" ? nil : FileProblem(Text(en: "the disk is full", pt: "o disco encheu"))
      }, clear: {}, remove: {})
    let runner = ScriptRunner(host: host, options: RunOptions(threads: 1, isQuiet: true))
    let (ending, problems) = runner.run(Self.data + Self.scripts[0] + Self.end, named: "script.nn")
    #expect(ending == .completed && problems.isEmpty)
    #expect(world.warnings.map(\.code.rawValue) == ["cannot-write"])
    #expect(world.files["net.safetensors"] != nil)
  }
}
