import Diagnostics
import Plans

/// What was measured of a workload.
struct Measured {
  private let workload: Workload
  private let threads: Int
  /// Seconds of an epoch: the median, and the best.
  private let seconds: (median: Double, best: Double)
  /// Thousand million operations a second that the machine does at best.
  private let limit: Double
  /// Bytes at the peak beyond the idle process and the data.
  private let peak: Int?

  /// - Parameter times: Seconds of each training.
  init(_ workload: Workload, _ times: [Double], limit: Double, threads: Int, peak: Int?) {
    (self.workload, self.limit, self.threads, self.peak) = (workload, limit, threads, peak)
    let epochs = Double(workload.plan.epochs)
    seconds = (times.sorted()[times.count / 2] / epochs, (times.min() ?? 0) / epochs)
  }

  private var speed: Double { workload.operationsPerEpoch / seconds.median / 1e9 }

  var text: String {
    let memory = peak.map { NumberText.memory($0) } ?? "unknown"
    let ofAim =
      seconds.median / workload.aim * limit / Double(threads) / Workload.limitOfAims
    return """
      \(workload.name) \(workload.summary), \(threads) threads
         \(EngineBenchmark.time(seconds.median)) an epoch \
      (best \(EngineBenchmark.time(seconds.best))); \
      \(NumberText.short(speed, digits: 3)) GFLOP/s, \
      \(NumberText.short(100 * speed / limit, digits: 2)) % of the limit of \
      \(NumberText.short(limit, digits: 3)); \
      \(NumberText.short(ofAim, digits: 3)) of the time aimed at with such cores; \
      \(memory) at the peak beyond the idle process and the data
      """
  }

  var json: String {
    """
    {"workload": "\(workload.name)", "seconds": \(seconds.median), "share": \(speed / limit), \
    "limit": \(limit), "peak": \(peak.map(String.init) ?? "null")}
    """
  }
}
