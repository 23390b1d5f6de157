import Graphs
import Kernels
package import Plans
import Shapes
package import Vocabulary

extension ModelPlan {
  /// Writes all graphs of a training without running them, to find what is wrong before it begins.
  ///
  /// - Parameters:
  ///   - outputs: How many numbers the target has for each sample.
  ///   - batch: How many samples are passed through the network at a time.
  /// - Throws: What `Model` and its training would throw: functions that cannot become graphs,
  ///   clashing shapes, more memory than there is.
  package func tryOut(
    loss: FunctionReference, optimizer: FunctionReference, schedule: FunctionReference? = nil,
    metrics: [MetricPlan], outputs: Int, batch: Int, functions: FunctionTable,
    memory: Int = availableMemory()
  ) throws(EngineError) {
    var graph = GraphBuilder(isTraining: true)
    let nodes = try write(into: &graph, functions)
    let layout = ParameterLayout(graph)
    guard let rule = functions.optimizer(optimizer) else { throw .unknownFunction(optimizer) }
    let need = leastNeed(layout, rule, batch: batch)
    guard need.bytes <= memory else { throw .tooLarge(need, available: memory) }
    let target = try graph.target(for: nodes.prediction, outputs: outputs)
    _ = try write(
      loss: loss, nodes.prediction, target.node, graph.parameters, functions, in: &graph)
    for metric in metrics {
      _ = try functions.write(metric: metric.function, nodes.prediction, target.node, in: &graph)
    }
    for extents in Set(layout.trainable.map(\.extents)).sorted(by: {
      $0.lexicographicallyPrecedes($1)
    }
    ) {
      try rule.tryOut(on: extents)
    }
    try schedule.map { reference throws(EngineError) in try functions.tryOut(schedule: reference) }
  }

  /// What a training needs at least: only compiling it tells all that lies between the layers.
  private func leastNeed(_ layout: ParameterLayout, _ rule: OptimizerRule, batch: Int) -> MemoryNeed
  {
    // What a layer with weights gives is kept until the gradients of the next one are computed.
    let outputs = layers.filter { layer in
      layout.places.contains { $0.name.hasPrefix(layer.name + ".") }
    }.map { layer -> Int in
      let (floats, overflow) = (layer.output.count ?? 0).multipliedReportingOverflow(by: batch)
      return overflow ? Int.max : floats
    }
    return MemoryNeed(
      parameters: MemoryNeed.ofTraining(parameters: layout.count, states: rule.states.count),
      batch: bytesOfFloats(saturatingSum(outputs)))
  }

  /// The name and the shape of each tensor of the network: what it learns, then what layers keep
  /// beside that.
  ///
  /// - Complexity: O(layers); no memory is taken for the tensors.
  package func tensorShapes(
    _ functions: FunctionTable
  ) throws(EngineError) -> [(name: String, shape: [Int])] {
    var graph = GraphBuilder()
    _ = try write(into: &graph, functions)
    let layout = ParameterLayout(graph)
    return (layout.places + layout.states).map { ($0.name, $0.extents) }
  }

  /// How many numbers each layer learns, in order.
  package func parameterCounts(_ functions: FunctionTable) throws(EngineError) -> [Int] {
    var graph = GraphBuilder()
    _ = try write(into: &graph, functions)
    let places = ParameterLayout(graph).places
    return layers.map { layer in
      saturatingSum(places.filter { $0.name.hasPrefix(layer.name + ".") }.map(\.count))
    }
  }
}

extension FunctionTable {
  /// Writes a schedule of the rate into a graph that nobody runs.
  fileprivate func tryOut(schedule reference: FunctionReference) throws(EngineError) {
    guard let rule = schedule(reference) else { throw .unknownFunction(reference) }
    var graph = GraphBuilder()
    do {
      _ = try rule(graph.input("epoch", []), graph.input("epochs", []), &graph)
    } catch {
      throw .function(error)
    }
  }
}

extension OptimizerRule {
  /// Writes one update of a parameter into a graph that nobody runs.
  fileprivate func tryOut(on extents: [Int]) throws(EngineError) {
    let shape = GraphShape.fixed(extents)
    var graph = GraphBuilder(isTraining: true)
    let (weight, gradient) = (graph.input("weight", shape), graph.input("gradient", shape))
    let (rate, iteration) = (graph.input("rate", []), graph.input("iteration", []))
    let states = self.states.map { graph.input("state.\($0.name)", shape) }
    do {
      _ = try update(weight, gradient, rate, iteration, states, &graph)
    } catch {
      throw .function(error)
    }
  }
}
