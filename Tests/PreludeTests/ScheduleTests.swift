import Engine
import Graphs
import Prelude
import TestSupport
import Testing
import Vocabulary

/// The share of the rate that each schedule leaves, worked by hand.
struct ScheduleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let settings: [String: Double]
    let epochs: Double
    /// After how many epochs, and how much is left then.
    let shares: [(epoch: Double, share: Double)]

    var testDescription: String { "\(name) \(settings)" }

    init(
      _ name: String, _ settings: [String: Double] = [:], of epochs: Double,
      _ shares: [(Double, Double)]
    ) {
      (self.name, self.settings, self.epochs) = (name, settings, epochs)
      self.shares = shares.map { (epoch: $0.0, share: $0.1) }
    }
  }

  static let cases = [
    // (1 + cos 45°) / 2 = (1 + √½) / 2
    Case("cosine", of: 8, [(0, 1), (2, 0.853_553_390_593), (4, 0.5), (8, 0)]),
    Case("cosine", ["floor": 0.1], of: 8, [(0, 1), (4, 0.55), (8, 0.1)]),
    Case("straight", of: 8, [(0, 1), (2, 0.75), (8, 0)]),
    Case("straight", ["floor": 0.2], of: 8, [(4, 0.6), (8, 0.2)]),
    Case("polynomial", of: 8, [(0, 1), (2, 0.5625), (4, 0.25), (8, 0)]),
    Case("polynomial", ["power": 1, "floor": 0.5], of: 8, [(2, 0.875), (8, 0.5)]),
    Case("exponential", of: 8, [(0, 1), (2, 0.9025)]),
    Case("exponential", ["factor": 0.5], of: 8, [(1, 0.5), (3, 0.125)]),
    Case("stairs", of: 30, [(0, 1), (9.9, 1), (10, 0.1), (25, 0.01)]),
    Case("stairs", ["every": 5, "factor": 0.5], of: 30, [(4.9, 1), (12, 0.25)]),
    Case("inverse_time", of: 8, [(0, 1), (1, 0.5), (3, 0.25)]),
    Case("inverse_time", ["speed": 0.5], of: 8, [(2, 0.5)]),
    Case("one_cycle", of: 10, [(0, 0.04), (1.5, 0.52), (3, 1), (6.5, 0.5), (10, 0)]),
    Case("one_cycle", ["rise": 0, "start": 0.5], of: 10, [(0, 1), (5, 0.5), (10, 0)]),
  ]

  @Test(arguments: cases)
  func `a schedule leaves the share that its formula says`(_ schedule: Case) throws {
    let reference = FunctionReference(
      schedule.name, Settings(schedule.settings.mapValues { .number($0) }))
    let rule = try #require(BuiltinFormulas.functions { _ in nil }.schedule(reference))
    for (epoch, share) in schedule.shares {
      var graph = GraphBuilder()
      let node = try rule(graph.input("epoch", []), graph.constant(schedule.epochs), &graph)
      var slow = SlowGraph(graph, ["epoch": SlowTensor(epoch)])
      let found = slow.value(of: node).values[0]
      #expect(abs(found - share) < 1e-11, "after \(epoch): \(found)")
    }
  }

  @Test func `every schedule has values`() {
    let defined = Catalogue.builtin.entries.filter { $0.role == .schedule }.map(\.name)
    #expect(Set(defined) == Set(Self.cases.map(\.name)))
  }
}
