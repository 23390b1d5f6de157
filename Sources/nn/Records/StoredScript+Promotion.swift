import Diagnostics
import Formatting
import Plans
import Reports
import Syntax

extension StoredScript {
  /// The script with all that it took from elsewhere written into it, in the canonical layout.
  ///
  /// - Parameter combination: Values that stand above those of the command line.
  /// - Returns: `nil` where it cannot be read.
  func selfContained(_ combination: [String: String]) -> String? {
    var values = Dictionary(run.record.givenParameters.map { ($0.name, $0.value) }) { $1 }
    values.merge(combination) { $1 }
    let seed = run.record.seed.origin == .commandLine ? UInt64(run.record.seed.value) : nil
    var number = 0
    return Formatting.selfContained(
      parse(SourceFile(name: file.name, text: file.text)), values: values, seed: seed
    ) { path, includer in
      let folder = includer.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      let whole =
        path.hasPrefix("/") || folder.isEmpty ? path : folder.joined(separator: "/") + "/" + path
      guard case .success(let text) = self.text(at: whole) else { return nil }
      number += 1
      return SourceFile(id: FileID(number), name: whole, text: text)
    }
  }
}

extension StoredScript {
  /// The sweep that the command line asked for, over values of `param`s; a script that has one itself
  /// is never swept as a whole.
  var scriptSweep: SweepResult? {
    let record = run.record
    guard record.trainings.isEmpty,
      !parse(SourceFile(name: file.name, text: file.text)).hasSweep
    else { return nil }
    let given = Set(record.givenParameters.map(\.name))
    return record.sweeps.first { sweep in sweep.axes.allSatisfy { given.contains($0.name) } }
  }
}
