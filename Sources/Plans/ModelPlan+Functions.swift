package import Vocabulary

extension ModelPlan {
  /// The same network with other names for its functions.
  package func renamingFunctions(
    _ rename: (FunctionReference) -> FunctionReference
  ) -> ModelPlan {
    var plan = self
    for index in plan.layers.indices {
      plan.layers[index].activation = layers[index].activation.map(rename)
      for (name, value) in layers[index].settings.values {
        guard case .function(let reference) = value else { continue }
        plan.layers[index].settings[name] = .function(rename(reference))
      }
    }
    return plan
  }

  /// The functions that the layers name.
  package var functions: [FunctionReference] { layers.compactMap(\.activation) }
}

extension TrainingPlan {
  /// The same training with other names for its functions.
  package func renamingFunctions(
    _ rename: (FunctionReference) -> FunctionReference
  ) -> TrainingPlan {
    var plan = self
    for index in plan.phases.indices {
      plan.phases[index].loss = rename(phases[index].loss)
      plan.phases[index].optimizer = rename(phases[index].optimizer)
      plan.phases[index].rate.decay = phases[index].rate.decay.map(rename)
    }
    plan.metrics = metrics.map { MetricPlan($0.name, rename($0.function)) }
    return plan
  }
}
