import Kernels
import Plans

extension Training {
  /// Lets all iterations from now on look at the clock between their operations.
  func startTiming(_ now: @escaping () -> Double) {
    for run in runs.values { run.startTiming(now) }
  }

  /// Where the time went; operations of one kind, of one layer, in one part of an iteration are one.
  func profile(of end: TrainingEnd, now: () -> Double) -> TrainingProfile {
    var entries: [ProfileEntry] = []
    var places: [ProfileEntry: Int] = [:]
    for run in runs.sorted(by: { $0.key < $1.key }).map(\.value) {
      let (full, last) = run.counts
      for entry in run.program.profile(full: full, last: last) {
        var key = entry
        (key.seconds, key.arithmetic) = (0, 0)
        if let place = places[key] {
          entries[place].seconds += entry.seconds
          entries[place].arithmetic += entry.arithmetic
        } else {
          places[key] = entries.count
          entries.append(entry)
        }
      }
    }
    return TrainingProfile(
      network: model.plan.name, iterations: end.iterations, threads: threads,
      seconds: end.seconds, limit: arithmeticLimit(threads: threads, now: now) / 1e9,
      entries: entries.filter { $0.seconds > 0 })
  }
}
