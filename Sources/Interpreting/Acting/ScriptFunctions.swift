import Checking
import Diagnostics
import Engine
import Lowering
import Prelude
import Synchronization
import Vocabulary

/// The script's functions and optimizers that a plan names, by the key under which it names them.
///
/// The engine's table of functions refers to it, and so knows those that are added later too.
final class ScriptFunctions: Sendable {
  private let contents: Mutex<[String: ScriptFunction]>
  /// What files brought along, numbered downwards from the one before the prelude's.
  private let loaded: Mutex<[SourceFile]>

  init() {
    contents = Mutex([:])
    loaded = Mutex([])
  }

  /// The same functions, to which others can be added.
  init(copying other: ScriptFunctions) {
    let functions = other.contents.withLock { $0 }
    contents = Mutex(functions)
    let sources = other.loaded.withLock { $0 }
    loaded = Mutex(sources)
  }

  /// Gives `text`, which a file brought along, a number among the sources.
  func addSource(_ text: String) -> SourceFile {
    loaded.withLock { loaded in
      let id = FileID(BuiltinFormulas.file.number - 1 - loaded.count)
      loaded.append(SourceFile(id: id, name: "", text: text))
      return loaded[loaded.count - 1]
    }
  }

  /// What a file brought along as `id`.
  func source(_ id: FileID) -> SourceFile? {
    loaded.withLock { $0.first { $0.id == id } }
  }

  /// Adds `function`, and gives a key that no other function of the run has: `script:swish#2`.
  func add(_ function: ScriptFunction, named name: String) -> String {
    contents.withLock { contents in
      let key = "script:\(name)#\(contents.count + 1)"
      contents[key] = function
      return key
    }
  }

  /// The script's function that a plan calls `key`; `nil` for a built-in one, and for an optimizer.
  subscript(key: String) -> LoweredFunction? {
    guard case .function(let function)? = contents.withLock({ $0[key] }) else { return nil }
    return function
  }

  /// The script's optimizer that a plan calls `key`.
  func optimizer(_ key: String) -> LoweredOptimizer? {
    guard case .optimizer(let optimizer)? = contents.withLock({ $0[key] }) else { return nil }
    return optimizer
  }

  /// The built-in functions and the script's, as the engine looks them up.
  var table: FunctionTable {
    BuiltinFormulas.functions { [self] reference in contents.withLock { $0[reference.name] } }
  }
}

extension Interpreter {
  /// The name under which the engine finds `function`.
  func key(of function: FunctionValue) -> String {
    if let key = function.key { return key }
    let lowered = LoweredScript(globals).function(function)
    let key = scriptFunctions.add(.function(lowered), named: function.name)
    function.key = key
    return key
  }

  func key(of value: OptimizerValue) -> String {
    if let key = value.key { return key }
    let lowered = LoweredScript(globals).optimizer(value)
    let key = scriptFunctions.add(.optimizer(lowered), named: value.optimizer.name)
    value.key = key
    return key
  }
}

extension Interpreter {
  /// The value as a function sees it; `nil` for what no function can use.
  func lowered(_ value: RunValue) -> LoweredValue? { LoweredScript(globals).value(value) }
}

/// The script's values as functions see them that become graphs.
///
/// They are turned into what a graph can use when they are asked for, so that functions may refer
/// to one another. `@unchecked Sendable`: the interpreter that made it waits while the runs of a
/// sweep build graphs with it, and nobody changes what it reads.
private final class LoweredScript: @unchecked Sendable {
  private let globals: [RunValue]

  init(_ globals: [RunValue]) { self.globals = globals }

  func function(_ function: FunctionValue) -> LoweredFunction {
    LoweredFunction(
      function.function, captured: function.captured.map(value), globals: { self.global($0) })
  }

  func optimizer(_ value: OptimizerValue) -> LoweredOptimizer {
    LoweredOptimizer(
      value.optimizer, captured: value.captured.map(self.value), globals: { self.global($0) })
  }

  private func global(_ index: Int) -> LoweredValue? {
    globals.indices.contains(index) ? value(globals[index]) : nil
  }

  func value(_ value: RunValue) -> LoweredValue? {
    if case .function(let function) = value { return .function(self.function(function)) }
    return LoweredValue(value)
  }
}
