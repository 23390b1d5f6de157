import Foundation

/// Measures the command as a whole process: what it costs beside the training itself.
///
/// `nn-bench-command SAMPLES [large [MNIST]]`: the folder of the samples, and, to measure large data
/// too, that of MNIST's files.
@main
enum CommandBenchmark {
  /// Odd, so that the median is one of them.
  static let runs = 9

  static func main() throws {
    let nn = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("nn")
    let samples = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "Samples"
    let command = TimedCommand(executable: nn)
    // First, because the most memory of all commands so far is told.
    let rest = CommandLine.arguments.dropFirst(2)
    if rest.first == "large" {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
      try LargeData(command: command, folder: folder).measure(mnist: rest.dropFirst().first)
    }
    print("The whole process, medians of \(runs) runs:")

    let iris = ["run", samples + "/iris.nn", "--json"]
    let beyond = try median { try command.time(iris) { $0 - trainingSeconds(in: $1) } }
    report("nn run iris.nn, beyond the training", beyond, limit: 0.15)

    for sample in ["xor", "iris", "breast_cancer", "digits"] {
      let seconds = try median {
        try command.time(["check", samples + "/\(sample).nn"]) { time, _ in time }
      }
      report("nn check \(sample).nn", seconds, limit: 0.05)
    }

    let long = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).nn")
    defer { try? FileManager.default.removeItem(at: long) }
    try longScript(lines: 100_000).write(to: long, atomically: true, encoding: .utf8)
    let seconds = try median { try command.time(["check", long.path]) { time, _ in time } }
    report("nn check, 100,000 lines", seconds, limit: 2)
  }

  private static func median(_ measure: () throws -> Double) rethrows -> Double {
    _ = try measure()  // the files come into the cache
    return try (0..<runs).map { _ in try measure() }.sorted()[runs / 2]
  }

  private static func report(_ name: String, _ seconds: Double, limit: Double) {
    let padded = name + String(repeating: " ", count: max(1, 40 - name.count))
    let verdict = seconds < limit ? "below" : "ABOVE"
    print("  \(padded)\(milliseconds(seconds))  (\(verdict) the limit of \(milliseconds(limit)))")
  }

  private static func milliseconds(_ seconds: Double) -> String {
    String(format: "%.1f ms", seconds * 1000)
  }

  /// The seconds that all trainings of a run say they took.
  private static func trainingSeconds(in output: String) -> Double {
    var sum = 0.0
    for line in output.split(separator: "\n") {
      guard
        let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        object["event"] as? String == "training_ended", let seconds = object["seconds"] as? Double
      else { continue }
      sum += seconds
    }
    return sum
  }

  /// A script without problems, of declarations and statements as people write them.
  private static func longScript(lines: Int) -> String {
    let piece = 20
    var text = ""
    for number in 0..<lines / piece {
      text += """
        # Experiment \(number): one of many.
        network net_\(number) {
          input 4
          dense 16, relu, init: he
          dropout 50%
          repeat 2 { dense 8, tanh }
          dense 3, softmax
        }
        plan plan_\(number) {
          loss cross_entropy
          optimizer adam
          rate 0.01
          batch 16
          epochs 50
          metrics accuracy
        }
        fn scaled_\(number)(x, factor = 2) = x * factor ^ 2 + sqrt(abs(x))
        let width_\(number) = [scaled_\(number)(x) for x in 1..3 if x != 2]
        if length(width_\(number)) > 3 { print "wide {width_\(number)}" } else { print "narrow" }


        """
    }
    return text
  }
}

/// A command that is run to its end with a clock beside it.
struct TimedCommand {
  let executable: URL

  struct Failed: Error {
    let arguments: [String]
    let status: Int32
  }

  /// What `measure` makes of the seconds and of the output.
  func time(_ arguments: [String], _ measure: (Double, String) -> Double) throws -> Double {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    let clock = ContinuousClock()
    let start = clock.now
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    // The output ends with the process; the call below may look only some times a second.
    let seconds = (clock.now - start) / .seconds(1)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(arguments: arguments, status: process.terminationStatus)
    }
    return measure(seconds, String(decoding: text, as: UTF8.self))
  }
}
