import Graphs
import Lowering
import TestSupport
import Testing

struct OptimizerLoweringTests {
  private let lowered = Lowered(
    """
    optimizer heavy_ball(momentum = 0.9, start = 2) {
      state velocity = start
      state unused = 1
      velocity = momentum * velocity + gradient
      weight = weight - rate * velocity
    }
    optimizer plain {
      weight = weight - rate * gradient
    }
    """)

  @Test func `states have names and first values, which settings may give`() throws {
    let optimizer = try optimizer("heavy_ball")
    let states = try lowered.lowering.states(of: optimizer, settings: ["start": .number(5)])
    #expect(states.map(\.name) == ["velocity", "unused"])
    #expect(states.map(\.initial) == [5, 1])
  }

  @Test func `a state that nothing is assigned to is not needed`() throws {
    #expect(try lowered.lowering.neededStates(of: optimizer("heavy_ball")) == [true, false])
  }

  @Test func `an update is the formula`() throws {
    var graph = GraphBuilder(isTraining: true)
    let weight = graph.input("weight", [2])
    let velocity = graph.input("velocity", [2])
    let result = try lowered.lowering.update(
      optimizer("heavy_ball"), settings: ["momentum": .number(0.5)], weight: weight,
      gradient: graph.input("gradient", [2]), rate: graph.input("rate", []),
      iteration: graph.input("iteration", []), states: [velocity, graph.input("unused", [2])],
      in: &graph)
    var slow = SlowGraph(
      graph,
      [
        "weight": SlowTensor([2], [1, 2]), "velocity": SlowTensor([2], [4, 0]),
        "gradient": SlowTensor([2], [1, 1]), "rate": SlowTensor(0.1),
      ])
    #expect(slow.value(of: result.states[0]).values == [3, 1])
    #expect(slow.value(of: result.weight).values == [0.7, 1.9])
  }

  @Test func `an optimizer without settings and states is lowered too`() throws {
    #expect(try lowered.lowering.states(of: optimizer("plain")).isEmpty)
  }

  private func optimizer(_ name: String) throws -> LoweredOptimizer {
    LoweredOptimizer(try #require(lowered.optimizers[name]), globals: lowered.value(ofGlobal:))
  }
}
