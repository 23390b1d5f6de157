import Checking
import Diagnostics
import Engine
import Lowering
import Syntax
import Tables
import Vocabulary

/// The functions and formulas that a file brought along, ready to be used.
///
/// They are declarations and nothing else: what a file says is checked as any script is, and nothing in
/// it is done that could train, read, write or never end.
final class LoadedScript {
  private(set) var steps: DataSteps?
  private(set) var formulas: [DataFormula] = []
  private let interpreter: Interpreter
  private var functions: [String: FunctionValue] = [:]

  /// Why the script cannot be used.
  struct Unusable: Error {
    let message: Text
  }

  /// - Parameter owner: What the engine is to find the functions with.
  init(_ text: String, for owner: Interpreter) throws(Unusable) {
    let source = owner.scriptFunctions.addSource(text)
    let tree = parse(source)
    var checker = Checker(catalogue: owner.catalogue)
    let checked = checker.check(tree) { _, _ in
      .problem(Text(en: "a file includes nothing", pt: "um arquivo não inclui nada"))
    }
    try Self.check(checked.problems)
    let program = checked.program
    let host = owner.host.silent
    let dry = Interpreter(
      mode: .dry, host: host, options: owner.options, catalogue: owner.catalogue,
      tables: TableCache(), scriptFunctions: owner.scriptFunctions)
    interpreter = Interpreter(
      mode: .real, host: host, options: owner.options, catalogue: owner.catalogue,
      tables: TableCache(), scriptFunctions: owner.scriptFunctions)
    guard program.statements.allSatisfy(\.isDeclaration) else {
      throw Unusable(
        message: Text(
          en: "it does more than to declare functions", pt: "ele faz mais do que declarar funções"))
    }
    // A dry run, which has limits, makes the functions; only formulas over columns are computed later.
    let plain = program.statements.filter { !$0.isData }
    dry.run(plain, globalCount: program.globalCount)
    try Self.check(dry.problems)
    interpreter.globals = dry.globals
    for statement in plain {
      if case .set(.global(let place), let name, _) = statement.kind,
        case .function(let function) = dry.globals[place]
      {
        functions[name] = function
      }
    }
    for statement in program.statements {
      if case .data(_, let declaration) = statement.kind { try take(declaration) }
    }
  }

  private func take(_ declaration: CheckedDeclaration) throws(Unusable) {
    let assembly = DataAssembly(interpreter, declaration)
    _ = try? interpreter.run(declaration.statements, Frame(size: 0), linesTo: assembly)
    try Self.check(interpreter.problems)
    steps = assembly.finished()
    formulas = assembly.formulas
  }

  private static func check(_ problems: [Diagnostic]) throws(Unusable) {
    // What goes beyond the limits of a dry run is no function either.
    let error = problems.first { $0.severity == .error || $0.code == .checkLimit }
    guard let error else { return }
    throw Unusable(message: error.message)
  }

  /// The function that the engine finds for one that the file calls `script:NAME`; others stay as they
  /// are, and so does one that is not there, which the engine then misses.
  func resolved(_ reference: FunctionReference) -> FunctionReference {
    let mark = SavedNetwork.functionMark
    guard reference.name.hasPrefix(mark),
      let function = functions[String(reference.name.dropFirst(mark.count))]
    else { return reference }
    var resolved = reference
    resolved.name = interpreter.key(of: function)
    return resolved
  }
}

extension CheckedStatement {
  /// Whether it gives a name to a value, or a data block.
  fileprivate var isDeclaration: Bool {
    switch kind {
    case .set(_, _, let expression):
      switch expression.kind {
      case .action, .sweep: false
      default: true
      }
    case .data: true
    default: false
    }
  }

  fileprivate var isData: Bool {
    if case .data = kind { true } else { false }
  }
}

extension Host {
  /// The world for what a file brought along: it can say nothing, and reach nothing.
  fileprivate var silent: Host {
    Host(
      readScript: { _ in .failure(.closed) }, readFile: { _ in .failure(.closed) },
      writeFile: { _, _ in .closed }, write: { _ in }, warn: { _ in }, now: now,
      isInterrupted: isInterrupted)
  }
}

extension FileProblem {
  fileprivate static let closed = FileProblem(
    Text(
      en: "what a file brings along reaches no other", pt: "o que vem num arquivo não abre outro"))
}
