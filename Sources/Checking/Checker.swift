package import Diagnostics
package import Syntax
package import Vocabulary

/// Turns trees into checked programs: finds what names mean, and binds lines to their words.
///
/// It keeps the names of the script between calls, so that the prompt can check line by line.
package struct Checker {
  let catalogue: Catalogue
  let redefinitionIsFine: Bool
  /// The words that blocks of a place need.
  let requiredWords: [Entry.Place: [Entry]]
  /// The functions whose bodies are being checked, from the outside in; the first is the script.
  var contexts = [FunctionContext(.script)]
  var globalCount = 0
  /// The network whose block is being checked.
  var networkName: String?
  /// Whether a name is first of all a column: in a formula over the columns of a data set.
  var namesAreColumns = false
  /// The sweeps whose blocks are being checked, by the function and the number of the block in it.
  var sweepScopes: [(context: Int, scope: Int)] = []
  /// Whether the value of a seed is being checked, and where the names are declared that stand in one.
  var isInSeed = false
  var seedNames: Set<Span> = []
  var problems: [Diagnostic] = []
  var parameters: [CheckedParameter] = []
  var sweptNames: [CheckedSweep.Axis] = []
  var sources: [FileID: SourceFile] = [:]
  var trees: [FileID: SyntaxTree] = [:]
  /// Files that are being included, from the outside in, and all that were.
  var openFiles: [SourceFile] = []
  var includedFiles: Set<String> = []
  var include: IncludeFile = { _, _ in .problem(Text(verbatim: "")) }
  /// Candidates that may still be compared with unknown names, so that a long script full of
  /// mistakes is checked in time.
  var suggestionBudget = 0
  /// Names that stand where the parser found a problem; declared or not, nobody knows.
  var doubtfulNames: Set<String>?
  /// Whether a file is missing that may have declared any name.
  var lacksFile = false
  /// The names that the script itself declares, and where those are declared that were looked up.
  var declaredNames: [(name: Name, kind: Binding.Kind)] = []
  /// The names that the script's sweeps give values to.
  var sweepNames: [Name] = []
  var usedNames: Set<Span> = []
  /// Where those names are declared that blocks of sweeps use, and those that are used elsewhere.
  var namesInSweeps: Set<Span> = []
  var namesOutsideOfSweeps: Set<Span> = []
  /// Where the parser stumbled over what the checker understands and repairs.
  var mendedPlaces: Set<Span> = []
  /// Where the script declares names further down.
  var laterNames: [String: Span]?

  /// - Parameter redefinitionIsFine: Whether a name may be declared again, as at the prompt.
  package init(catalogue: Catalogue, redefinitionIsFine: Bool = false) {
    self.catalogue = catalogue
    self.redefinitionIsFine = redefinitionIsFine
    var required: [Entry.Place: [Entry]] = [:]
    for entry in catalogue.entries {
      for place in entry.requiredIn { required[place, default: []].append(entry) }
    }
    requiredWords = required
  }

  /// The program that `tree` means, and all that is wrong with its text.
  ///
  /// - Complexity: O(length of the text).
  package mutating func check(_ tree: SyntaxTree, include: @escaping IncludeFile) -> CheckResult {
    problems = tree.problems
    (parameters, sweptNames) = ([], [])
    trees = [tree.source.id: tree]
    sources[tree.source.id] = tree.source
    openFiles = [tree.source]
    includedFiles = [tree.source.name]
    suggestionBudget = 200_000
    doubtfulNames = nil
    lacksFile = false
    laterNames = nil
    (declaredNames, sweepNames, usedNames) = ([], [], [])
    (namesInSweeps, namesOutsideOfSweeps) = ([], [])
    mendedPlaces = []
    self.include = include
    checkVersion(of: tree)
    let statements = check(tree.statements, in: .top)
    lintNames(statements)
    for index in parameters.indices {
      let span = parameters[index].span
      parameters[index].isSeed = isSeed(parameters[index].name, span)
      parameters[index].isForSweeps =
        namesInSweeps.contains(span) && !namesOutsideOfSweeps.contains(span)
    }
    return CheckResult(
      program: CheckedProgram(
        statements: statements, globalCount: globalCount, parameters: parameters,
        sweptNames: sweptNames),
      problems: problems.filter { !isMended($0) }.sortedByPlace())
  }

  private func isMended(_ problem: Diagnostic) -> Bool {
    problem.code == .unexpectedToken && mendedPlaces.contains(problem.primary.span.startPoint)
  }

  mutating func report(_ problem: Diagnostic) {
    problems.append(problem)
  }

  /// Whether the parser found something wrong within `span`.
  ///
  /// - Complexity: O(log problems).
  func hasSyntaxProblem(in span: Span) -> Bool {
    guard let found = trees[span.file]?.problems, !found.isEmpty else { return false }
    var (low, high) = (0, found.count)
    while low < high {
      let middle = (low + high) / 2
      if found[middle].primary.span.start < span.start { low = middle + 1 } else { high = middle }
    }
    return low < found.count && found[low].primary.span.start <= span.end
  }

  mutating func checkVersion(of tree: SyntaxTree) {
    guard let version = tree.version, version.number != Double(LanguageVersion.current) else {
      return
    }
    report(.unsupportedVersion(version.number, at: version.span))
  }
}

/// Reads the file at `path` as seen from the file `from`.
package typealias IncludeFile = (_ path: String, _ from: FileID) -> IncludedFile

/// What the front end answers when a script includes a file.
package enum IncludedFile {
  case file(SourceFile)
  /// Why it cannot be read.
  case problem(Text)
}

/// A program as far as it could be understood, with the problems of its text, sorted by place.
package struct CheckResult: Sendable {
  package let program: CheckedProgram
  package let problems: [Diagnostic]
}

extension [Diagnostic] {
  /// The problems by file and place; those of one place in the order in which they were found.
  package func sortedByPlace() -> [Diagnostic] {
    enumerated().sorted { a, b in
      let (first, second) = (a.element.primary.span, b.element.primary.span)
      return (first.file.number, first.start, a.offset)
        < (second.file.number, second.start, b.offset)
    }.map(\.element)
  }
}
