import Plans
import Reports

extension RunRecord {
  /// The record with the epochs that the tables in its folder hold.
  ///
  /// - Returns: Also the tables that should be there and are not, or are none.
  func withHistories(at path: String) -> (record: RunRecord, unreadable: [String]) {
    var record = self
    var unreadable: [String] = []
    func epochs(_ file: String) -> [EpochResult] {
      // What did not come to the end of an epoch has none.
      guard tables.contains(where: { $0.file == file }) else { return [] }
      if case .success(let text) = ScriptFile.readText(at: path + "/" + file, as: .record),
        let epochs = EpochTable.epochs(in: text)
      {
        return epochs
      }
      unreadable.append(file)
      return []
    }
    for index in trainings.indices {
      record.trainings[index].history = epochs("history-\(index + 1).csv")
    }
    for sweep in sweeps.indices {
      for run in sweeps[sweep].runs.indices {
        record.sweeps[sweep].runs[run].history = epochs("sweep-\(sweep + 1)/run-\(run + 1).csv")
      }
    }
    return (record, unreadable)
  }
}
