import Diagnostics
import Engine
import Kernels

/// W8: how long the network of W3 takes to answer for one sample, and for a batch of 256.
struct PredictionBenchmark {
  private let functions: FunctionTable
  private let runs: Int
  private let threads: Int

  struct Result {
    /// Seconds of one call.
    var one: Double
    var batch: Double

    func say(_ isJSON: Bool) {
      let (one, batch) = (EngineBenchmark.time(one), EngineBenchmark.time(batch))
      EngineBenchmark.say(
        isJSON
          ? #"{"workload": "W8", "one": \#(self.one), "batch": \#(self.batch)}"#
          : "W8 prediction with the network of W3\n   one sample \(one); a batch of 256 \(batch)")
    }
  }

  init(_ functions: FunctionTable, runs: Int, threads: Int) {
    (self.functions, self.runs, self.threads) = (functions, runs, threads)
  }

  func run() throws -> Result {
    guard let workload = Workload(named: "W3") else { return Result(one: .nan, batch: .nan) }
    let model = try Model(workload.network, functions: functions, seed: 1)
    return Result(
      one: try seconds(model, workload.samples.subset([0]), repeats: 2_000),
      batch: try seconds(model, workload.samples.subset(Array(0..<256)), repeats: 200))
  }

  private func seconds(_ model: Model, _ samples: Samples, repeats: Int) throws -> Double {
    var times: [Double] = []
    for _ in 0...runs {
      let start = EngineBenchmark.now()
      for _ in 0..<repeats { _ = try model.predict(samples, threads: threads) }
      times.append((EngineBenchmark.now() - start) / Double(repeats))
    }
    return times.dropFirst().sorted()[(times.count - 1) / 2]
  }
}
