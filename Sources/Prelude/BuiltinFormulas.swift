import Checking
package import Diagnostics
package import Lowering
import Syntax
import Vocabulary

/// The built-in functions that are written in the language: `prelude.nn`, embedded in the binary.
///
/// It is parsed when the catalogue is first asked for, and checked when a definition is.
package enum BuiltinFormulas {
  /// The number of `prelude.nn` among the files of a session, which spans into it carry.
  package static let file = FileID(-1)

  /// The file itself, for problems that lead into it.
  package static var source: SourceFile { PreludeText.shared.tree.source }

  /// The text of the declaration of `name`, with the helpers that it uses; `nil` where `name` is
  /// not written in the language.
  package static func source(of name: String) -> String? {
    PreludeText.shared.definition(of: name)
  }

  /// The function that `prelude.nn` declares as `name`.
  ///
  /// It is the formula as written, also where a primitive of that name computes it faster.
  package static func definition(of name: String) -> LoweredFunction? {
    CheckedPrelude.shared.functions[name].map {
      LoweredFunction($0, globals: CheckedPrelude.value(ofGlobal:))
    }
  }

  /// The optimizer that `prelude.nn` declares as `name`.
  package static func optimizer(of name: String) -> LoweredOptimizer? {
    CheckedPrelude.shared.optimizers[name].map {
      LoweredOptimizer($0, globals: CheckedPrelude.value(ofGlobal:))
    }
  }

  /// Makes graphs from functions that may use those of the prelude.
  package static let lowering = Lowering { definition(of: $0) }

  /// What is wrong with `prelude.nn`; nothing, as a test promises.
  package static var problems: [Diagnostic] { CheckedPrelude.shared.problems }
}

/// `prelude.nn` as it was checked, against the plain functions alone.
struct CheckedPrelude: Sendable {
  static let shared = CheckedPrelude()

  let functions: [String: CheckedFunction]
  let optimizers: [String: CheckedOptimizer]
  let problems: [Diagnostic]
  /// The function in each place of the top level.
  private let globals: [Int: String]

  private init() {
    var checker = Checker(catalogue: Catalogue(plainFunctions))
    let result = checker.check(PreludeText.shared.tree) { path, _ in
      .problem(Text(en: "the prelude includes nothing", pt: "o prelúdio não inclui nada"))
    }
    var functions: [String: CheckedFunction] = [:]
    var optimizers: [String: CheckedOptimizer] = [:]
    var globals: [Int: String] = [:]
    for statement in result.program.statements {
      switch statement.kind {
      case .set(.global(let place), let name, let expression):
        guard case .function(let function) = expression.kind else { continue }
        functions[name] = function
        globals[place] = name
      case .optimizer(_, let optimizer): optimizers[optimizer.name] = optimizer
      default: continue
      }
    }
    self.functions = functions
    self.optimizers = optimizers
    self.globals = globals
    problems = result.problems
  }

  /// What the name in a place of the top level stands for; a primitive comes before the formula.
  @Sendable static func value(ofGlobal place: Int) -> LoweredValue? {
    guard let name = shared.globals[place] else { return nil }
    if primitives.contains(name) { return .builtin(name) }
    return BuiltinFormulas.definition(of: name).map { .function($0) }
  }
}

private let primitives = Set(primitiveNames)
