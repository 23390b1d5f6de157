import Plans
import Reports
import Testing

/// The text of a record, and how it is read.
@Suite struct RunRecordTests {
  static let full: RunRecord = {
    var record = RunRecord(
      name: "iris-12", script: "iris.nn", started: "2026-11-26T11:40:03Z",
      command: ["nn", "run", "", "a  b", "rate=0.1"],
      machine: MachineRecord(
        version: "0.1.0", swift: "6.3", system: "Linux", processor: "Some (R)  Processor",
        variant: "avx2", cores: 4, threads: 2),
      seed: ValueRecord("seed", "7", .commandLine))
    record.code = .commit(
      String(repeating: "ab", count: 20), branch: nil, .patch(file: "changes.patch"))
    record.sources = [
      SourceRecord(path: "iris.nn", copy: "script.nn", hash: 0),
      SourceRecord(path: "../a: b.nn", copy: "include-1.nn", hash: .max),
    ]
    record.tables = [TableRecord(file: "sweep-1/run-2.csv", hash: 7)]
    record.parameters = [
      ValueRecord("rate", "0.1", .commandLine), ValueRecord("name", "", .standard),
      ValueRecord("text", "\"#\n\t\u{1}é\\", .line(file: "../a: b.nn", 3)),
      ValueRecord("blanks", " x ", .plan("careful", file: "a, b: c.nn", 30)),
    ]
    record.data = [
      DataRecord(
        name: "iris",
        sources: [
          DataRecord.Source(path: "data/a.csv", hash: 1),
          DataRecord.Source(path: "data/b.csv", hash: 2),
        ],
        parts: [DataRecord.Part("train", samples: 105), DataRecord.Part("test", samples: 45)],
        features: 4, classes: 3, values: [ValueRecord("split.test", "0.3", .standard)])
    ]
    var training = TrainingRecord(
      network: "net", data: "iris.train", values: [ValueRecord("loss", "mse", .standard)],
      parameters: 67)
    training.results = [
      NamedValue("loss", 0.1 + 0.2), NamedValue("validation.loss", .infinity),
      NamedValue("accuracy", -0.0),
    ]
    training.end = TrainingRecord.End(
      reason: "completed", epochs: 50, iterations: 350, seconds: 0.25, weightHash: 12345)
    let begun = TrainingRecord(network: "net", data: "", values: [])
    record.trainings = [training, begun]
    record.loaded = [DataRecord.Source(path: "a  b.safetensors", hash: 12)]
    record.steps = [
      StepsRecord(
        network: "net", data: "iris.train", values: [ValueRecord("loss", "mse", .standard)],
        count: 3, iteration: 353, loss: 0.1 + 0.2, weightHash: 99, trainingsBefore: 1),
      StepsRecord(network: "net", count: 0, iteration: 0, weightHash: .max, trainingsBefore: 2),
    ]
    record.evaluations = [
      Evaluation(
        network: "net", part: "iris.test", samples: 45, loss: 1e-300,
        lossBaseline: Baseline(.shares, 1.0986),
        metrics: [
          EvaluatedMetric("accuracy", 0.9, baseline: Baseline(.majority("Iris  setosa"), 1 / 3)),
          EvaluatedMetric("rmse", 2, baseline: Baseline(.mean(-4.5), 3)),
          EvaluatedMetric("mae", 2, baseline: Baseline(.means, 3)), EvaluatedMetric("own", 1),
        ]), Evaluation(network: "net", part: "iris.train", samples: 0),
    ]
    record.sweeps = [
      SweepResult(
        axes: [
          SweepRecord.Axis(name: "rate", isSeed: false, values: ["0.1", ""]),
          SweepRecord.Axis(name: "s", isSeed: true, values: ["1"]),
        ], planned: 2,
        runs: [
          SweepResult.Run(
            choice: [1, 0], results: [NamedValue("loss", 1)], hasDiverged: false, iterations: 3,
            seconds: 1, weightHash: nil),
          SweepResult.Run(
            choice: [0, 0], results: [], hasDiverged: true, iterations: 3, seconds: 1,
            weightHash: 5),
        ], values: [ValueRecord("optimizer", "sgd", .line(file: "iris.nn", 4))])
    ]
    record.problems = [
      ProblemRecord(
        isError: false, code: "unused-seed", file: "iris.nn", line: 3, message: "a seed  …"),
      ProblemRecord(isError: true, code: "diverged", file: "iris.nn", line: 9, message: "it"),
    ]
    record.end = RunEnd(.failed, seconds: 1.25)
    return record
  }()

  @Test func `a sweep is represented by the best values, and not by a lucky seed`() {
    var sweep = SweepResult(
      axes: [
        SweepRecord.Axis(name: "rate", isSeed: false, values: ["0.1", "0.01", "1"]),
        SweepRecord.Axis(name: "s", isSeed: true, values: ["1", "2", "3"]),
      ], planned: 9)
    #expect(sweep.best == nil)
    func add(_ rate: Int, _ losses: [Double?]) {
      for (seed, loss) in losses.enumerated() {
        sweep.add(
          SweepResult.Run(
            choice: [rate, seed], results: loss.map { [NamedValue("loss", $0)] } ?? [],
            hasDiverged: loss == nil, iterations: 1, seconds: 1, weightHash: nil), [])
      }
    }
    add(0, [0.5, 0.1, 0.6])
    #expect(sweep.best?.choice == [0, 0])
    add(1, [0.2, 0.3, 0.25])
    #expect(sweep.best?.choice == [1, 2])
    add(2, [0.05, nil, 0.05])
    #expect(sweep.best?.choice == [1, 2])
  }

  @Test func `a record reads back as it was`() throws {
    let (record, isEdited) = try runRecord(from: recordText(Self.full))
    #expect(record == Self.full)
    #expect(!isEdited)
  }

  @Test(arguments: [
    CodeState.noGit, .noRepository, .noCommits, .unknown, .commit("1f", branch: "a  b", .none),
    .commit("1f", branch: "main", .tooLarge), .commit("1f", branch: nil, .unknown),
  ])
  func `every state of the code reads back as it was`(code: CodeState) throws {
    var record = Self.full
    record.code = code
    #expect(try runRecord(from: recordText(record)).record.code == code)
  }

  @Test func `a run that goes on, or was killed, has no end`() throws {
    var record = Self.full
    record.end = nil
    #expect(try runRecord(from: recordText(record)).record.end == nil)
  }

  @Test func `a changed number is noticed, and a comment and other line ends are read`() throws {
    let text = recordText(Self.full)
    let changed = try runRecord(from: text.replacing("1.25", with: "1.5"))
    #expect(changed.isEdited && changed.record.end?.seconds == 1.5)
    let lines = text.replacing("\n", with: "\r\n") + "# mine\n"
    #expect(try runRecord(from: lines).record == Self.full)
  }

  @Test func `no text that is damaged somewhere is more than a problem`() {
    let bytes = Array(recordText(Self.full).utf8)
    let inserted = ["\"", "\n", "  -99999999999999999999  ", "  "].map { Array($0.utf8) }
    for place in stride(from: 0, to: bytes.count, by: 3) {
      let (before, after) = (Array(bytes[..<place]), Array(bytes[place...]))
      var damaged: [[UInt8]] = inserted.map { before + $0 + after }
      damaged.append(before)
      damaged.append(before + after.dropFirst())
      for text in damaged {
        let read = try? runRecord(from: String(decoding: text, as: UTF8.self))
        #expect(read?.record.name != "")
      }
    }
  }

  @Test func `what is no record, or one of a later version, is told`() {
    #expect(throws: RecordProblem(line: 1)) { try runRecord(from: "") }
    #expect(throws: RecordProblem(line: 1)) { try runRecord(from: "run  x") }
    #expect(throws: RecordProblem(line: nil)) { try runRecord(from: "record  2\nfuture  x\n") }
    #expect(throws: RecordProblem(line: 2)) { try runRecord(from: "record  1\nnonsense\n") }
  }

  @Test func `the epochs of a table read back as they were`() {
    let epochs = (1...3).map { number in
      EpochResult(
        epoch: number, loss: 1 / Double(number), metrics: [NamedValue("a, \"b\"", .nan)],
        validationLoss: 0.1 + 0.2, validationMetrics: [NamedValue("x", 1e-300)], rate: 0.01,
        seconds: 0)
    }
    let text = EpochTable.head(epochs[0]) + epochs.map(EpochTable.row).joined()
    #expect(EpochTable.epochs(in: text).map { "\($0)" } == "\(epochs)")
    // A line that was not written to its end is none.
    #expect(EpochTable.epochs(in: text + "4,0.2")?.count == 3)
    #expect(EpochTable.epochs(in: "") == [])
    #expect(EpochTable.epochs(in: "a,b\n") == nil)
    #expect(EpochTable.epochs(in: text + "4,0.2\n") == nil)
  }
}
