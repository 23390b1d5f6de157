import Checking
import Diagnostics
import Graphs
import Lowering
import Syntax
import TestSupport
import Vocabulary

/// The functions of a small script, ready to become graphs.
struct Lowered: Sendable {
  let source: SourceFile
  let functions: [String: CheckedFunction]
  let optimizers: [String: CheckedOptimizer]
  private let places: [Int: String]

  init(_ text: String) {
    source = SourceFile(name: "script.nn", text: text)
    var checker = Checker(catalogue: Catalogue(plainFunctions))
    let result = checker.check(parse(source)) { _, _ in .problem(Text(verbatim: "no files")) }
    var functions: [String: CheckedFunction] = [:]
    var optimizers: [String: CheckedOptimizer] = [:]
    var places: [Int: String] = [:]
    for statement in result.program.statements {
      switch statement.kind {
      case .set(.global(let place), let name, let expression):
        guard case .function(let function) = expression.kind else { continue }
        functions[name] = function
        places[place] = name
      case .optimizer(_, let optimizer): optimizers[optimizer.name] = optimizer
      default: continue
      }
    }
    self.functions = functions
    self.optimizers = optimizers
    self.places = places
  }

  var lowering: Lowering { Lowering { _ in nil } }

  func function(_ name: String) -> LoweredFunction? {
    functions[name].map { LoweredFunction($0, globals: value(ofGlobal:)) }
  }

  @Sendable func value(ofGlobal place: Int) -> LoweredValue? {
    places[place].flatMap(function).map { .function($0) }
  }

  /// `f` of the arguments as text: a number, a list, or the problem's message at its place.
  func result(_ arguments: LoweredValue..., named: [String: LoweredValue] = [:]) -> String {
    var graph = GraphBuilder()
    guard let f = function("f") else { return "there is no f" }
    do {
      return text(of: try lowering.call(f, arguments, named: named, in: &graph))
    } catch {
      return problem(error)
    }
  }

  /// `f(x)` for a column of samples, computed by the graph.
  func values(_ x: [Double]) -> [Double] {
    var graph = GraphBuilder()
    let input = graph.input("x", [.rows, 1])
    guard let f = function("f") else { return [] }
    do {
      let value = try lowering.call(f, [.node(input)], in: &graph)
      let node = try lowering.node(value, at: f.function.span, in: &graph)
      let leaf = SlowTensor([x.count, 1], x)
      var slow = SlowGraph(graph, rows: x.count, ["x": leaf])
      return slow.value(of: node).values
    } catch {
      return []
    }
  }

  /// The message of the problem that `f` of a batch of three outputs has, with what it underlines.
  func problem(_ shapes: GraphShape...) -> String {
    var graph = GraphBuilder()
    let inputs = shapes.enumerated().map { LoweredValue.node(graph.input("x\($0)", $1)) }
    guard let f = function("f") else { return "there is no f" }
    do {
      return text(of: try lowering.call(f, inputs, in: &graph))
    } catch {
      return problem(error)
    }
  }

  func problem(_ problem: LoweringProblem) -> String {
    let place = source.text(of: problem.diagnostic.primary.span)
    return "\(problem.diagnostic.message.en) ← \(place)"
  }

  private func text(of value: LoweredValue) -> String {
    switch value {
    case .number(let number): NumberText.exact(number)
    case .boolean(let boolean): String(boolean)
    case .text(let text), .word(let text): text
    case .list(let elements): "[" + elements.map(text).joined(separator: ", ") + "]"
    case .node(let node): "node " + node.shape.text
    case .function, .builtin: "function"
    case .unknown: "unknown"
    }
  }
}
