import Diagnostics
import Interpreting
import Testing

/// What becomes of a run whose numbers TensorBoard is to get, and cannot.
struct EventLogTests {
  private static let script = """
    data d { read moons(samples: 20, seed: 1) }
    network net { dense 1, sigmoid }
    plan p { loss log_loss; optimizer adam; rate 0.1; batch full; epochs 3 }
    train net on d with p
    train net on d with p
    sweep rate in [0.1, 0.2] { train net on d with p { rate rate } }
    print net.epochs
    """

  /// Runs the script with a disk that is full after so many bytes.
  private func run(bytes: Int) -> (ran: Ran, runs: [String: Int]) {
    var left = bytes
    var runs: [String: Int] = [:]
    let world = TestWorld()
    world.events = EventLog(
      EventFolder(
        makeRun: { name in
          guard left > 0 else { return .failure(FileProblem(Text(verbatim: "full"))) }
          let own = runs[name] == nil ? name : name + "_2"
          runs[own] = 0
          return .success(own)
        },
        append: { bytes, run in
          left -= bytes.count
          guard left > 0 else { return FileProblem(Text(verbatim: "full")) }
          runs[run, default: 0] += bytes.count
          return nil
        }, time: { 1_000 }), includesIterations: true)
    return (InterpretingTests.run(Self.script, world: world), runs)
  }

  @Test func `with room for all, each training and each run of a sweep has its own`() {
    let (ran, runs) = run(bytes: .max)
    #expect(ran.messages == [])
    #expect(
      Set(runs.keys) == ["net", "net_2", "sweep", "sweep/rate 0.1", "sweep/rate 0.2"])
    #expect(runs.filter { $0.value == 0 }.map(\.key) == ["sweep"])
  }

  @Test(arguments: [0, 1, 300, 900, 1_200])
  func `a disk that is full is one warning, and the script runs to its end`(bytes: Int) {
    let (ran, _) = run(bytes: bytes)
    #expect(ran.messages == ["TensorBoard gets no more of this run: full"])
    #expect(ran.output.hasSuffix("\n6\n") || ran.output == "6\n")
  }
}
