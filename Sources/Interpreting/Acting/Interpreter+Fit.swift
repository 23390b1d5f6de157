import Diagnostics
import Engine
import Graphs
import Kernels
import Plans
import Shapes
import Tables
import Vocabulary

extension Interpreter {
  /// Holds the last layer against the target and the loss.
  ///
  /// A wrong pair here trains to nonsense without any error, so it is one.
  func checkFit(
    of plan: ModelPlan, _ assembly: NetworkAssembly, _ schedule: TrainingSchedule,
    _ prepared: PreparedData, _ data: DataSet
  ) throws(Stop) {
    guard let last = assembly.lines.last else { return }
    let wanted = prepared.encoding.target.outputs
    let outputs = plan.output.count ?? 0
    let activation = lastActivation(of: plan)
    guard outputs == wanted, plan.output.rank <= 1 else {
      throw stop(
        .widthDiffers(
          outputs: outputs, wanted: wanted, target: targetText(prepared), layer: last.span,
          declared: data.span, repair: lastLayer(for: prepared, loss: schedule.loss?.name)))
    }
    for phase in schedule.phases {
      guard let loss = phase.loss, let setting = phase.lossSetting else { continue }
      if let (why, remedy) = misfit(loss.name, activation, prepared) {
        throw stop(
          .lossDoesNotFit(loss.name, why, at: setting.span, layer: last.span, remedy: remedy))
      }
    }
  }

  /// The function that the last values go through: `softmax` of `dense 3, softmax`.
  func lastActivation(of plan: ModelPlan) -> String {
    guard let last = plan.layers.last(where: { $0.kind != "dropout" && $0.kind != "flatten" })
    else { return "linear" }
    return last.activation?.name ?? "linear"
  }

  func targetText(_ prepared: PreparedData) -> Text {
    let name = prepared.encoding.target.names.joined(separator: ", ")
    switch prepared.encoding.target.kind {
    case .classes:
      return Text(
        en: "the target '\(name)' has \(prepared.classes.count) classes",
        pt: "o alvo '\(name)' tem \(prepared.classes.count) classes")
    case .binary:
      return Text(
        en: "the target '\(name)' has two values, which is 1 output",
        pt: "o alvo '\(name)' tem dois valores, o que é 1 saída")
    case .number:
      let count = prepared.encoding.target.outputs
      guard count > 1 else {
        return Text(en: "the target '\(name)' is a number", pt: "o alvo '\(name)' é um número")
      }
      return Text(
        en: "the target is \(count) numbers a sample", pt: "o alvo é \(count) números por amostra")
    }
  }

  private func lastLayer(for prepared: PreparedData, loss: String?) -> String {
    switch prepared.encoding.target.kind {
    case .classes:
      loss == "hinge"
        ? "dense \(prepared.encoding.target.outputs)"
        : "dense \(prepared.encoding.target.outputs), softmax"
    case .binary: "dense 1, sigmoid"
    case .number: "dense \(prepared.encoding.target.outputs)"
    }
  }

  /// Why `loss` does not fit, with the line to change.
  private func misfit(
    _ loss: String, _ activation: String, _ prepared: PreparedData
  ) -> (Text, Text)? {
    let kind = prepared.encoding.target.kind
    let end = lastLayer(for: prepared, loss: loss)
    let network = Text(
      en: "end the network with '\(end)'", pt: "termine a rede com '\(end)'")
    switch loss {
    case "cross_entropy":
      if kind != .classes { return (needsClasses(prepared), advice(prepared)) }
      if activation != "softmax" { return (needs("softmax", activation), network) }
    case "binary_cross_entropy", "log_loss":
      if kind != .binary { return (needsTwoValues(prepared), advice(prepared)) }
      if activation != "sigmoid" { return (needs("sigmoid", activation), network) }
    case "hinge":
      if kind != .classes { return (needsClasses(prepared), advice(prepared)) }
      if activation == "softmax" || activation == "sigmoid" {
        return (needs("no activation", pt: "nenhuma ativação", activation), network)
      }
    default: break
    }
    return nil
  }

  private func needsClasses(_ prepared: PreparedData) -> Text {
    let found = targetText(prepared)
    return Text(
      en: "is for a target with classes, and \(found.en)",
      pt: "é para um alvo com classes, e \(found.pt)")
  }

  private func needsTwoValues(_ prepared: PreparedData) -> Text {
    let found = targetText(prepared)
    return Text(
      en: "is for a target with two values, and \(found.en)",
      pt: "é para um alvo com dois valores, e \(found.pt)")
  }

  private func needs(_ wanted: String, pt: String? = nil, _ activation: String) -> Text {
    let found = FunctionReference(activation).shownName
    return Text(
      en: "needs \(wanted) at the end of the network, and finds \(found)",
      pt: "precisa de \(pt ?? wanted) no fim da rede, e encontra \(found)")
  }

  /// The loss for the target as it is, and how the target can be another one.
  private func advice(_ prepared: PreparedData) -> Text {
    switch prepared.encoding.target.kind {
    case .classes:
      return Text(en: "write 'loss cross_entropy'", pt: "escreva 'loss cross_entropy'")
    case .binary: return Text(en: "write 'loss log_loss'", pt: "escreva 'loss log_loss'")
    case .number:
      guard prepared.encoding.target.outputs == 1 else {
        return Text(en: "write 'loss mse'", pt: "escreva 'loss mse'")
      }
      let values = prepared.train.numberTargets ?? []
      let kind = Set(values.prefix(1_000)).count == 2 ? "binary" : "classes"
      return Text(
        en: "write 'loss mse', or say 'kind: \(kind)' after the target",
        pt: "escreva 'loss mse', ou diga 'kind: \(kind)' depois do alvo")
    }
  }

  /// Builds the graphs of the script's functions once, so that what is wrong in them is found
  /// before anything is trained.
  func tryOut(
    _ schedule: TrainingSchedule, _ plan: ModelPlan, _ prepared: PreparedData, at span: Span
  ) throws(Stop) {
    guard isDry else { return }
    for phase in schedule.phases {
      guard let loss = phase.loss, let optimizer = phase.optimizer else { continue }
      do throws(EngineError) {
        try plan.tryOut(
          loss: loss, optimizer: optimizer, schedule: phase.rate?.decay, metrics: schedule.metrics,
          outputs: prepared.encoding.target.outputs,
          batch: phase.batch?.size(of: prepared.train.count) ?? 1, functions: scriptFunctions.table)
      } catch {
        throw stop(error, network: plan.name, at: span)
      }
    }
  }
}
