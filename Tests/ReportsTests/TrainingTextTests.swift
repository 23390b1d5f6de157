import Diagnostics
import Plans
import Reports
import Testing

@Suite struct TrainingTextTests {
  private static let card = TrainingCard(
    network: "classifier", samples: 1_040, validationSamples: 223, batch: 32, lastBatch: 16,
    iterationsPerEpoch: 33, epochs: 50, updates: 1_650, parameters: 131, memory: 81_920,
    threads: 2, expectedSeconds: 0.25)

  private func result(_ epoch: Int, _ loss: Double, seconds: Double = 0) -> EpochResult {
    EpochResult(
      epoch: epoch, loss: loss, metrics: [NamedValue("accuracy", 0.9667)], validationLoss: 0.5,
      validationMetrics: [NamedValue("accuracy", 1)], rate: 0.01, seconds: seconds)
  }

  private func texts(
    _ events: [TrainingEvent], _ style: TerminalStyle = .plain, language: Language = .english,
    isQuiet: Bool = false
  ) -> [String] {
    var printer = ProgressPrinter(style: style, language: language, isQuiet: isQuiet)
    return events.map { printer.text(for: $0) }
  }

  // MARK: Card

  @Test func `the card does the arithmetic of the training`() {
    #expect(
      cardText(Self.card, style: .plain, language: .english) == """
        Training classifier
          1,040 samples ÷ batch 32 = 33 iterations an epoch (the last batch has 16) × 50 epochs = 1,650 updates
          223 samples for validation · 131 parameters · 80 KB · 2 threads · about 0.25 s

        """)
    #expect(
      cardText(Self.card, style: .plain, language: .portuguese) == """
        Treinando classifier
          1\u{202F}040 amostras ÷ lote de 32 = 33 iterações por época (o último lote tem 16) × 50 épocas = 1\u{202F}650 atualizações
          223 amostras para validação · 131 parâmetros · 80 KB · 2 threads · cerca de 0.25 s

        """)
  }

  @Test func `the card says what is frozen, and what the weights add to the loss`() {
    var card = Self.card
    card.frozen = 80
    card.penalties = [
      PenaltyCard(layer: "dense_1", l1: 0, l2: 0.01),
      PenaltyCard(layer: "dense_2", l1: 0.5, l2: 0.01),
      PenaltyCard(layer: "out", l1: 0, l2: 0.01),
    ]
    #expect(
      cardText(card, style: .plain, language: .english) == """
        Training classifier
          1,040 samples ÷ batch 32 = 33 iterations an epoch (the last batch has 16) × 50 epochs = 1,650 updates
          the loss with l2 0.01 of the weights of dense_1, out
          the loss with l1 0.5, l2 0.01 of the weights of dense_2
          223 samples for validation · 131 parameters, 80 of them frozen · 80 KB · 2 threads · about 0.25 s

        """)
  }

  @Test func `the card counts one as one`() {
    let card = TrainingCard(
      network: "one", samples: 1, validationSamples: 0, batch: 1, lastBatch: 1,
      iterationsPerEpoch: 1, epochs: 1, updates: 1, parameters: 1, memory: 512, threads: 1,
      expectedSeconds: nil)
    let style = TerminalStyle(isASCII: true)
    #expect(
      cardText(card, style: style, language: .english) == """
        Training one
          1 sample / batch 1 = 1 iteration an epoch x 1 epoch = 1 update
          1 parameter, 512 B, 1 thread

        """)
  }

  @Test func `the card says of phases what each does, and of a rest where it begins`() {
    var card = Self.card
    card.phases = [
      PhaseCard(
        batch: 32, lastBatch: 16, iterationsPerEpoch: 33, epochs: 2, optimizer: "sgd", rate: 0.1),
      PhaseCard(
        batch: 1_040, lastBatch: 1_040, iterationsPerEpoch: 1, epochs: 8, optimizer: "sgd",
        rate: 0.01),
    ]
    (card.epochs, card.updates, card.updatesLeft) = (10, 74, 40)
    card.goesOnFrom = BegunEpoch(epoch: 2, iterations: 1, of: 33)
    let lines = cardText(card, style: .plain, language: .english).split(separator: "\n")
    #expect(
      lines.dropLast() == [
        "Training classifier, from epoch 2, iteration 2 of 33",
        "  phase 1: 1,040 samples ÷ batch 32 = 33 iterations an epoch (the last batch has 16) × 2 epochs = 66 updates",
        "  phase 2: 1,040 samples ÷ batch 1,040 = 1 iteration an epoch × 8 epochs = 8 updates",
        "  together: 10 epochs, 74 updates", "  left of them: 40 updates",
      ])
    #expect(
      texts([.started(card), .phaseBegan(number: 2, card.phases[1])]).last
        == "phase 2/2: batch 1,040, rate 0.01\n")
  }

  @Test func `a limit says how far it went and what comes next`() {
    let end = TrainingEnd(
      .limitReached(.seconds(30)), epochs: 2, iterations: 70, seconds: 30,
      next: BegunEpoch(epoch: 3, iterations: 4, of: 33))
    #expect(
      texts([.started(Self.card), .ended(end)]).last
        == "stopped after 30 s (70 iterations), as 'stop after' says; 'continue' goes on with epoch 3, iteration 5 of 33\n"
    )
    #expect(
      texts([.started(Self.card), .ended(end)], language: .portuguese).last
        == "parou depois de 30 s (70 iterações), como diz 'stop after'; 'continue' segue com a época 3, iteração 5 de 33\n"
    )
  }

  // MARK: Progress

  @Test func `elsewhere than on a terminal each epoch is one plain line`() {
    let lines = texts([
      .started(Self.card), .progressed(epoch: 1, iteration: 3, fraction: 0, loss: 2, seconds: 1),
      .epochEnded(result(1, 0.25)), .epochEnded(result(2, 0.031_25)),
    ])
    #expect(lines[1] == "")
    #expect(
      lines[2]
        == "epoch  1/50  loss 0.25     validation loss 0.5      accuracy 96.7%   validation.accuracy 100.0%\n"
    )
    #expect(
      lines[3]
        == "epoch  2/50  loss 0.03125  validation loss 0.5      accuracy 96.7%   validation.accuracy 100.0%\n"
    )
  }

  @Test func `a training that goes on counts on`() {
    var card = Self.card
    card.epochsBefore = 50
    let lines = texts([.started(card), .epochEnded(result(51, 0.25))])
    #expect(lines[1].hasPrefix("epoch  51/100  loss 0.25"))
    let drawn = texts(
      [
        .started(card),
        .progressed(epoch: 51, iteration: 3, fraction: 0.1, loss: 2, seconds: 1),
        .epochEnded(result(75, 0.25, seconds: 2)),
      ], TerminalStyle(isASCII: true, redraws: true))
    #expect(drawn[1].contains("epoch  51/100  ##.................."))
    #expect(drawn[2].contains("epoch  75/100  ##########.........."))
  }

  @Test(arguments: [20, 40, 80, 200])
  func `the line on a terminal is drawn over itself and never wraps`(width: Int) {
    let lines = texts(
      [
        .started(Self.card), .epochEnded(result(7, 0.25, seconds: 1)),
        .progressed(epoch: 8, iteration: 3, fraction: 0.15, loss: 2, seconds: 2),
      ], TerminalStyle(width: width, redraws: true))
    for line in lines.dropFirst() {
      #expect(line.hasPrefix("\r\u{1B}[2K") && !line.contains("\n"))
      #expect(String(line.dropFirst(5)).displayWidth < width)
    }
  }

  @Test func `the line on a terminal is drawn ten times a second at most`() {
    let drawn = texts(
      (1...1000).map {
        .progressed(
          epoch: 1, iteration: $0, fraction: 0.5, loss: 1, seconds: Double($0) / 1000)
      }, TerminalStyle(redraws: true)
    ).count { !$0.isEmpty }
    #expect((8...11).contains(drawn))
  }

  @Test func `the time left is what remains at the pace so far`() {
    let lines = texts(
      [
        .started(Self.card),
        .progressed(epoch: 10, iteration: 1, fraction: 0.25, loss: 1, seconds: 60),
      ], TerminalStyle(redraws: true))
    #expect(lines[1].contains("3 min 0 s left"))
  }

  @Test func `a quiet run says nothing`() {
    let events: [TrainingEvent] = [
      .started(Self.card), .progressed(epoch: 1, iteration: 1, fraction: 0, loss: 1, seconds: 0),
      .epochEnded(result(1, 1)),
      .ended(TrainingEnd(.completed, epochs: 1, iterations: 1, seconds: 1)),
    ]
    #expect(texts(events, isQuiet: true).allSatisfy { $0.isEmpty })
  }

  // MARK: The end

  @Test(arguments: [
    (
      TrainingEnd.Reason.completed, "trained 50 epochs (1,650 iterations) in 2.5 s\n",
      "treinou 50 épocas (1\u{202F}650 iterações) em 2.5 s\n"
    ),
    (
      .stoppedEarly(best: 40), "stopped early after 50 epochs in 2.5 s; the best was epoch 40\n",
      "parou antes do fim, depois de 50 épocas em 2.5 s; a melhor foi a época 40\n"
    ),
    (
      .interrupted,
      "interrupted after 1,650 iterations; the weights are those of the last one\n",
      "interrompido depois de 1\u{202F}650 iterações; os pesos são os da última\n"
    ),
    (
      .diverged(epoch: 3, iteration: 7, loss: .nan),
      "stopped in epoch 3, iteration 7, which diverged\n",
      "parou na época 3, iteração 7, que divergiu\n"
    ),
  ])
  func `each end is said in words`(_ reason: TrainingEnd.Reason, en: String, pt: String) {
    let end = TrainingEvent.ended(
      TrainingEnd(reason, epochs: 50, iterations: 1_650, seconds: 2.5))
    #expect(texts([.started(Self.card), end]).last == en)
    #expect(texts([.started(Self.card), end], language: .portuguese).last == pt)
  }

  @Test func `an interrupted training names the epoch that it was in`() {
    let end = TrainingEnd(
      .interrupted, epochs: 2, iterations: 70, seconds: 1,
      next: BegunEpoch(epoch: 53, iterations: 4, of: 33))
    let lines = texts([
      .started(Self.card), .epochEnded(result(51, 1)), .epochEnded(result(52, 1)), .ended(end),
    ])
    #expect(lines.last?.hasPrefix("interrupted in epoch 53 after 70 iterations") == true)
  }

  @Test func `on a terminal the last epoch's numbers stay`() {
    let end = TrainingEnd(.completed, epochs: 50, iterations: 1_650, seconds: 2.5)
    let lines = texts(
      [.started(Self.card), .epochEnded(result(1, 0.3, seconds: 1)), .ended(end)],
      TerminalStyle(redraws: true))
    #expect(lines.last?.hasPrefix("\r\u{1B}[2Kepoch  1/50  loss 0.3") == true)
    #expect(lines.last?.hasSuffix("in 2.5 s\n") == true)
  }
}
