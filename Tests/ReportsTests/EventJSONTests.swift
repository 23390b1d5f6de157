import Foundation
import Plans
import Reports
import Testing

@Suite struct EventJSONTests {
  private static let events: [TrainingEvent] = [
    .started(
      TrainingCard(
        network: "a \"b\"\n", samples: 5, validationSamples: 0, batch: 2, lastBatch: 1,
        iterationsPerEpoch: 3, epochs: 2, updates: 6, parameters: 9, memory: 100, threads: 1,
        expectedSeconds: nil)),
    .progressed(epoch: 1, iteration: 2, fraction: 0.3, loss: 0.5, seconds: 1),
    .epochEnded(
      EpochResult(
        epoch: 1, loss: .nan, metrics: [NamedValue("accuracy", 0.5)], validationLoss: 0.25,
        rate: 0.1, seconds: 2)),
    .ended(TrainingEnd(.completed, epochs: 1, iterations: 3, seconds: 1)),
    .ended(TrainingEnd(.stoppedEarly(best: 4), epochs: 1, iterations: 3, seconds: 1)),
    .ended(TrainingEnd(.interrupted, epochs: 1, iterations: 3, seconds: 1)),
    .ended(
      TrainingEnd(
        .diverged(epoch: 1, iteration: 2, loss: .infinity), epochs: 1, iterations: 3, seconds: 1)),
  ]

  @Test(arguments: events.indices)
  func `an event is one line that any JSON reader reads`(index: Int) throws {
    let line = eventJSON(Self.events[index])
    #expect(!line.contains("\n"))
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    #expect(object?["event"] is String)
  }

  @Test func `an epoch has its numbers, and no number that JSON lacks`() {
    #expect(
      eventJSON(Self.events[2])
        == #"{"event": "epoch", "epoch": 1, "loss": null, "metrics": {"accuracy": 0.5}, "#
        + #""validation_loss": 0.25, "validation_metrics": {}, "rate": 0.1, "seconds": 2}"#)
  }

  @Test func `the end says how it came`() throws {
    let reasons = try Self.events.suffix(4).map { event in
      let data = Data(eventJSON(event).utf8)
      let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
      return object?["reason"] as? String
    }
    #expect(reasons == ["completed", "stopped_early", "interrupted", "diverged"])
  }

  @Test func `an evaluation has its baselines and confusion`() {
    let evaluation = Evaluation(
      network: "n", part: "d.test", samples: 3, loss: 0.5,
      lossBaseline: Baseline(.shares, 0.6365),
      metrics: [
        EvaluatedMetric("accuracy", 1, baseline: Baseline(.majority("a"), 0.5)),
        EvaluatedMetric("auc", 0.75),
      ],
      confusion: ConfusionCounts(classes: ["a", "b"], counts: [[1, 0], [0, 2]]))
    #expect(
      evaluationJSON(evaluation)
        == #"{"event": "evaluation", "network": "n", "part": "d.test", "samples": 3, "loss": 0.5, "#
        + #""loss_baseline": 0.6365, "#
        + #""metrics": {"accuracy": {"value": 1, "baseline": 0.5}, "#
        + #""auc": {"value": 0.75, "baseline": null}}, "#
        + #""confusion": {"classes": ["a", "b"], "counts": [[1, 0], [0, 2]]}}"#)
  }
}
