import Graphs
import Kernels
import Plans

/// The limits of the gradients, compiled: they are changed in place, before the optimizer sees them.
///
/// - Source: Pascanu, Mikolov and Bengio (2013), algorithm 1; the small number keeps the division
///   finite, and is that of PyTorch's `clip_grad_norm_`.
final class GradientClipping {
  private static let epsilon = 1e-6
  let list: CommandList
  let work: Double

  init(
    _ plan: ClippingPlan, gradients: FloatBuffer, memory: Int, threads: Int
  ) throws(EngineError) {
    var graph = GraphBuilder(isTraining: true)
    let gradient = graph.input("gradients", .fixed([gradients.count]))
    var places = GraphPlaces()
    let place = Place(.gradients, 0)
    places.leaves[gradient] = place
    do {
      places.outputs = [(try GradientClipping.clipped(gradient, plan, in: &graph), place)]
    } catch {
      throw .graph(error, layer: nil)
    }
    let compiled = CompiledGraph(graph, places, capacity: 1)
    let bytes = bytesOfFloats(compiled.arenaCount)
    guard bytes <= memory else {
      throw .tooLarge(MemoryNeed(parameters: bytes), available: memory)
    }
    work = compiled.work
    list = Program(compiled, capacity: 1)
      .commands(rows: 1, areas: [.gradients: gradients.pointer], threads: threads)
    list.keepAlive(gradients)
  }

  func run(on team: ThreadTeam?) { list.run(on: team) }

  private static func clipped(
    _ gradient: Node, _ plan: ClippingPlan, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    var gradient = gradient
    if let value = plan.value {
      gradient = try graph.minimum(
        graph.maximum(gradient, graph.constant(-value)), graph.constant(value))
    }
    guard let norm = plan.norm else { return gradient }
    let length = graph.sqrt(try graph.sum(of: graph.multiply(gradient, gradient)))
    let share = try graph.divide(
      graph.constant(norm), graph.add(length, graph.constant(epsilon)))
    return try graph.multiply(gradient, graph.minimum(share, graph.constant(1)))
  }
}
