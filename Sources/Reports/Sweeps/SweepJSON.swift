import Diagnostics
package import Plans

/// The beginning of a sweep as one line of JSON, without its newline.
package func sweepStartedJSON(_ record: SweepRecord) -> String {
  JSONValue.object([
    ("event", .string("sweep_started")), ("runs", .integer(record.planned)),
    (
      "values",
      .object(record.axes.map { ($0.name, .array($0.values.map { .string($0) })) })
    ),
    ("seeds", .array(record.axes.filter(\.isSeed).map { .string($0.name) })),
  ]).text
}

/// A run of a sweep that has ended, as one line of JSON, without its newline.
///
/// - Parameter number: Its number, from 0.
package func sweepRunJSON(_ run: SweepRun, number: Int, in record: SweepRecord) -> String {
  JSONValue.object([
    ("event", .string("sweep_run")), ("run", .integer(number + 1)),
    ("values", .object(record.values(of: run).map { ($0.name, .string($0.value)) })),
    ("diverged", .boolean(run.divergence != nil)), ("epochs", .integer(run.history.count)),
    ("results", .object(run.results.map { ($0.name, .number($0.value)) })),
    ("seconds", .number(run.seconds)), ("weights", json(hash: run.weightHash)),
  ]).text
}

/// The end of a sweep as one line of JSON, without its newline.
package func sweepEndedJSON(_ record: SweepRecord, seconds: Double) -> String {
  JSONValue.object([
    ("event", .string("sweep_ended")), ("runs", .integer(record.runs.count)),
    ("diverged", .integer(record.runs.count { $0.divergence != nil })),
    ("seconds", .number(seconds)),
  ]).text
}
