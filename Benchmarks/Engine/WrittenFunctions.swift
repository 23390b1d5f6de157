import Checking
import Diagnostics
import Engine
import Lowering
import Prelude
import Syntax
import Vocabulary

/// A loss and an optimizer as a script writes them, on the way to the engine that a script's take.
struct WrittenFunctions {
  /// The built-in functions and those written here.
  let table: FunctionTable

  private static let text = """
    fn own_cross_entropy(prediction, target) =
      -mean(sum(target * log(prediction), over: outputs))

    optimizer heavy_ball(momentum = 0.9) {
      state velocity = 0
      velocity = momentum * velocity + gradient
      weight = weight - rate * velocity
    }

    optimizer own_adam(beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8) {
      state first = 0
      state second = 0
      first = beta1 * first + (1 - beta1) * gradient
      second = beta2 * second + (1 - beta2) * gradient ^ 2
      let step = first / (1 - beta1 ^ iteration)
      weight = weight - rate * step / (sqrt(second / (1 - beta2 ^ iteration)) + epsilon)
    }
    """

  private struct Problem: Error {
    var text: String
  }

  init() throws {
    var checker = Checker(catalogue: .builtin)
    let source = SourceFile(name: "benchmark.nn", text: Self.text)
    let result = checker.check(parse(source)) { _, _ in .problem(Text(verbatim: "no files")) }
    guard result.problems.isEmpty else { throw Problem(text: "\(result.problems)") }
    var functions: [String: ScriptFunction] = [:]
    for statement in result.program.statements {
      switch statement.kind {
      case .set(_, let name, let expression):
        guard case .function(let function) = expression.kind else { continue }
        functions["script:" + name] = .function(LoweredFunction(function) { _ in nil })
      case .optimizer(_, let optimizer):
        functions["script:" + optimizer.name] = .optimizer(
          LoweredOptimizer(optimizer) { _ in nil })
      default: continue
      }
    }
    table = BuiltinFormulas.functions { [functions] in functions[$0.name] }
  }

  /// `workload` with one of its functions written in the language, or both.
  func workloads(like workload: Workload) -> [Workload] {
    let loss = FunctionReference("script:own_cross_entropy")
    let optimizer = FunctionReference("script:heavy_ball")
    let adam = FunctionReference(
      "adam",
      Settings(["beta1": .number(0.9), "beta2": .number(0.999), "epsilon": .number(1e-8)]))
    return [
      workload.with("W3", "the loss", loss: loss, optimizer: nil),
      workload.with("W3", "the optimizer", loss: nil, optimizer: optimizer),
      workload.with("W3", "both", loss: loss, optimizer: optimizer),
      workload.with("W3", "built-in adam", loss: nil, optimizer: adam),
      workload.with(
        "W3", "adam and the loss", loss: loss, optimizer: FunctionReference("script:own_adam")),
    ]
  }
}
