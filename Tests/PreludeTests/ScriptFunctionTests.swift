import Checking
import Diagnostics
import Engine
import Graphs
import Lowering
import Prelude
import Syntax
import TestSupport
import Testing
import Vocabulary

/// Functions of a script stand in the same table as the built-in ones.
struct ScriptFunctionTests {
  private let functions: [String: ScriptFunction]
  private let table: FunctionTable

  init() {
    let source = SourceFile(
      name: "script.nn",
      text: """
        fn swish(x, beta = 1) = x * sigmoid(beta * x)
        fn wrong(prediction, target) = mean(prediction - [1, 2, 3])
        fn weighted(prediction, target, weights) = mse(prediction, target) + sum(weights ^ 2)
        optimizer descent { weight = weight - rate * gradient }
        """)
    var checker = Checker(catalogue: .builtin)
    let result = checker.check(parse(source)) { _, _ in .problem(Text(verbatim: "no files")) }
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
    self.functions = functions
    table = BuiltinFormulas.functions { [functions] in functions[$0.name] }
  }

  @Test func `an activation of the script takes its settings and uses the prelude`() throws {
    let reference = FunctionReference("script:swish", Settings(["beta": .number(2)]))
    let rule = try #require(table.activation(reference))
    var graph = GraphBuilder()
    let y = try rule(graph.input("x", [.rows, 1]), &graph)
    var slow = SlowGraph(graph, rows: 1, ["x": SlowTensor([1, 1], [0.5])])
    // 0.5 / (1 + e⁻¹)
    #expect(abs(slow.value(of: y).values[0] - 0.36552928931500245) < 1e-15)
  }

  @Test func `a loss of the script may see the weights`() throws {
    let loss = try #require(table.loss(FunctionReference("script:weighted")))
    var graph = GraphBuilder()
    let (p, t) = (graph.input("p", [.rows, 1]), graph.input("t", [.rows, 1]))
    let value = try loss(p, t, [graph.input("w", [2])], &graph)
    var slow = SlowGraph(
      graph, rows: 1,
      [
        "p": SlowTensor([1, 1], [3]), "t": SlowTensor([1, 1], [1]),
        "w": SlowTensor([2], [1, 2]),
      ])
    #expect(slow.value(of: value).values == [9])
  }

  @Test func `a problem lies in the script`() throws {
    let loss = try #require(table.loss(FunctionReference("script:wrong")))
    var graph = GraphBuilder()
    let (p, t) = (graph.input("p", [.rows, 2]), graph.input("t", [.rows, 2]))
    let problem = #expect(throws: FunctionProblem.self) { try loss(p, t, [], &graph) }
    #expect(problem?.diagnostic.code == .shapeMismatch)
    #expect(problem?.diagnostic.primary.span.file == FileID(0))
  }

  @Test func `an optimizer is no loss, and a function no optimizer`() {
    #expect(table.optimizer(FunctionReference("script:descent")) != nil)
    #expect(table.loss(FunctionReference("script:descent")) == nil)
    #expect(table.optimizer(FunctionReference("script:swish")) == nil)
  }
}
