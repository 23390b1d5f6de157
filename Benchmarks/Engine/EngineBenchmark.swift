import Diagnostics
import Engine
import Foundation
import Kernels
import Plans
import Prelude

/// Measures the engine: `nn-bench [--runs N] [--threads N] [--json] [W1 W2 … written]`.
///
/// Each figure is the median of several runs after one that is not counted. The share of the limit
/// compares the arithmetic of the matrix products with what the machine does at its best. Last comes
/// W3 with a loss and an optimizer that are written as a script writes them (`written`). With `--json`
/// each workload is one object on a line of its own.
///
/// What a training takes of memory is measured in a process of its own, `nn-bench --peak NAME`: the
/// peak while it runs, less what the process took when its data stood in memory.
@main
enum EngineBenchmark {
  static func main() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    let runs = max(number(after: "--runs", in: &arguments) ?? 7, 1)
    let threads = number(after: "--threads", in: &arguments) ?? 2
    let functions = BuiltinFormulas.functions { _ in nil }
    if let index = arguments.firstIndex(of: "--peak"), index + 1 < arguments.count {
      return try printPeak(of: arguments[index + 1], functions, threads: threads)
    }
    let isJSON = arguments.contains("--json")
    arguments.removeAll { $0 == "--json" }
    let isWrittenAsked = arguments.isEmpty || arguments.contains("written")
    for name in arguments.isEmpty ? Workload.names : arguments.filter({ $0 != "written" }) {
      if name == "W8" {
        try PredictionBenchmark(functions, runs: runs, threads: threads).run().say(isJSON)
        continue
      }
      guard let workload = Workload(named: name) else {
        say(
          "there is no workload '\(name)'; there are \(Workload.names.joined(separator: ", ")), written"
        )
        continue
      }
      // The limit is measured in turn with the runs: a shared machine is not the same for long.
      var (times, limits): ([Double], [Double]) = ([], [])
      for _ in 0...runs {
        limits.append(arithmeticLimit(threads: threads, now: now) / 1e9)
        times.append(try seconds(of: workload, functions, threads: threads))
      }
      let measured = Measured(
        workload, Array(times.dropFirst()), limit: limits.sorted()[limits.count / 2],
        threads: threads, peak: try peakMemory(of: name, threads: threads))
      say(isJSON ? measured.json : measured.text)
    }
    if isWrittenAsked { try compareWithScript(runs: runs, threads: threads) }
  }

  /// Trains a workload and prints the bytes that it took beyond the idle process and its data.
  private static func printPeak(
    of name: String, _ functions: FunctionTable, threads: Int
  ) throws {
    // A small training before leaves only what the one that is measured needs.
    guard let small = Workload(named: "W2") else { return }
    _ = try seconds(of: small, functions, threads: threads)
    guard let workload = Workload(named: name) else { return }
    PeakMemory.forgetPeak()
    guard let before = PeakMemory.present else { return }
    _ = try seconds(of: workload, functions, threads: threads)
    if let peak = PeakMemory.peak { say(String(max(peak - before, 0))) }
  }

  /// What another process, that does nothing else, says of the memory for a workload.
  private static func peakMemory(of name: String, threads: Int) throws -> Int? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = ["--peak", name, "--threads", String(threads)]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Int(String(decoding: text, as: UTF8.self).filter(\.isNumber))
  }

  /// W3 with the loss and the optimizer written in the language, beside the built-in ones.
  private static func compareWithScript(runs: Int, threads: Int) throws {
    guard let builtin = Workload(named: "W3") else { return }
    let script = try WrittenFunctions()
    let written = script.workloads(like: builtin)
    var times = Array(repeating: [Double](), count: written.count + 1)
    for run in 0...runs {
      // In turn, since a machine drifts while it is measured; the first round is not counted.
      for (index, workload) in ([builtin] + written).enumerated() {
        let time = try seconds(of: workload, script.table, threads: threads)
        if run > 0 { times[index].append(time) }
      }
    }
    let medians = times.map { $0.sorted()[$0.count / 2] }
    print("W3 with functions written in the language (built-in: \(time(medians[0])))")
    for (workload, median) in zip(written, medians.dropFirst()) {
      let ratio = NumberText.short(median / medians[0], digits: 3)
      print("   \(workload.summary): \(time(median)), \(ratio) times the built-in ones")
    }
  }

  private static func seconds(
    of workload: Workload, _ functions: FunctionTable, threads: Int
  ) throws -> Double {
    let model = try Model(workload.network, functions: functions, seed: 1)
    // As 'nn run' does for a script that never goes back.
    model.keepsTrail = false
    let end = try model.train(
      on: workload.samples, validation: nil, by: workload.plan, threads: threads, now: now,
      shouldStop: { false }, report: { _ in })
    guard end.reason == .completed else { say("ended as \(end.reason)"); return .nan }
    return end.seconds
  }

  private static func number(after name: String, in arguments: inout [String]) -> Int? {
    guard let index = arguments.firstIndex(of: name), index + 1 < arguments.count else {
      return nil
    }
    let value = Int(arguments[index + 1])
    arguments.removeSubrange(index...index + 1)
    return value
  }

  /// Writes a line at once, also into a pipe: `print` would wait for more.
  static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  static func time(_ seconds: Double) -> String {
    if seconds < 1e-3 { return NumberText.short(seconds * 1e6, digits: 3) + " µs" }
    if seconds < 1 { return NumberText.short(seconds * 1e3, digits: 3) + " ms" }
    return NumberText.short(seconds, digits: 3) + " s"
  }

  static func now() -> Double {
    Double(DispatchTime.now().uptimeNanoseconds) / 1e9
  }
}
