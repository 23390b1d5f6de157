import Checking
import Diagnostics
import Reports
import Tables

extension SweepAxis {
  /// A `param` for which the command line gives several values.
  init(of parameter: CheckedParameter, values: [RunValue]) {
    self.init(
      name: parameter.name, isSeed: parameter.isSeed, target: .parameter, values: values)
  }
}

extension Interpreter {
  /// Runs a whole script once for each combination of the values that the command line gives, and
  /// shows what came of it as a sweep of the script would.
  func sweep(_ program: CheckedProgram, over axes: [SweepAxis]) {
    while globals.count < program.globalCount { globals.append(.unknown) }
    let place = program.parameters.first { $0.name == axes.first?.name }
    let span = place?.span ?? Span(FileID(0), 0..<0)
    sweptParameters = Dictionary(axes.map { ($0.name, $0.values ?? []) }) { first, _ in first }
    do throws(Stop) {
      let extents = axes.map { (count: $0.values?.count ?? 0, isSeed: $0.isSeed) }
      guard let grid = SweepGrid(extents, sample: nil, seed: presentSeed) else {
        throw stop(.tooManyRunsGiven(SweepGrid.count(extents), at: span))
      }
      readWholeTables()
      let block = SweepBlock(statements: program.statements, span: span)
      let result = try SweepExecution(
        self, block, axes, grid, Frame(size: 0), keptAs: checkpoints?.next()
      ).run()
      guard case .sweep(let value) = result else { return }
      var summary = value.summary
      summary.seedSource = .commandLine(program.parameters.first(where: \.isSeed)?.name)
      host.report?.note(summary)
      output.shown(sweepTable(summary, style: options.style, language: options.language))
    } catch {
      if case .interrupted = error { wasInterrupted = true }
    }
  }

  /// Reads once what the dry run has read in part, so that not every run reads it.
  private func readWholeTables() {
    for (source, table) in tables.tables where table.isPartial {
      // Where that fails, the runs say so.
      tables.tables[source] =
        (try? readTable(source, firstBytes: nil, threads: options.threads)) ?? table
    }
  }
}
