import Kernels
import Plans
import Vocabulary

extension Training {
  /// Runs one iteration, and looks at all that happens in it.
  mutating func step() -> Model.Step {
    guard let phase = runs[plan.phase(of: done)] else {
      preconditionFailure("a training has runs from its present phase on")
    }
    var begun = begin(phase)
    let (number, count) = (begun.iterations, phase.program.iterationsPerEpoch)
    noteLeg(begun, isStepwise: true)
    let observer = StepObserver(phase)
    let rate = phase.rates.rate(epoch: done, number: number)
    let loss = phase.iterate(number, observer: observer)
    let epoch = model.epochsTrained + 1
    var report = StepReport(
      network: model.plan.name, place: BegunEpoch(epoch: epoch, iterations: number + 1, of: count),
      iteration: model.iterationsTrained, rows: phase.rows(in: number),
      loss: StepLoss(phase.plan.loss.shownName, loss), layers: observer.layers(),
      gradientNorm: observer.norm, clippedNorm: observer.clippedNorm,
      update: observer.update(rate: rate),
      next: BegunEpoch(epoch: epoch, iterations: number + 1, of: count))
    model.optimizer = phase.memory
    guard loss.isFinite else {
      return Model.Step(step: report, origin: phase.divergence(in: number))
    }
    begun.add(loss, weight: phase.weight(in: number))
    model.iterationLosses.note(loss, iteration: model.iterationsTrained)
    model.begun = begun
    guard number + 1 == count else { return Model.Step(step: report) }
    report.next = BegunEpoch(epoch: epoch + 1, iterations: 0, of: count)
    let result = endEpoch(begun, phase, seconds: 0)
    return Model.Step(step: report, epoch: result)
  }

  /// Runs iterations again that have been run before, without looking at anything.
  mutating func repeatIterations(_ count: Int) {
    var left = count
    while left > 0, let phase = runs[plan.phase(of: done)] {
      var begun = begin(phase)
      for number in begun.iterations..<phase.program.iterationsPerEpoch where left > 0 {
        let loss = phase.iterate(number)
        guard loss.isFinite else { return }
        begun.add(loss, weight: phase.weight(in: number))
        left -= 1
      }
      model.optimizer = phase.memory
      if begun.iterations < phase.program.iterationsPerEpoch {
        model.begun = begun
      } else {
        passEpoch()
      }
    }
  }
}

/// Sees the gradients and the parameters of one iteration.
final class StepObserver {
  private let phase: PhaseRun
  private let places: [ParameterLayout.Place]
  private let before: FloatBuffer
  /// The gradients of the loss, and as the optimizer saw them.
  private var raw: [Float] = []
  private var seen: [Float] = []

  init(_ phase: PhaseRun) {
    self.phase = phase
    places = phase.model.parameterLayout.trainable
    before = phase.model.weights.copy()
  }

  /// The gradients are there, and nothing has been done with them.
  func noteGradients() { raw = phase.program.gradients.values }

  /// The gradients are as the optimizer saw them.
  func noteUpdate() { seen = phase.program.isSearching ? raw : phase.program.gradients.values }

  var norm: Double { length(raw[...]) }

  var clippedNorm: Double? { phase.plan.clipping == nil ? nil : length(seen[...]) }

  /// What happened to each layer that has parameters, in order.
  func layers() -> [LayerStep] {
    guard !raw.isEmpty else { return [] }
    let names = places.map { $0.name.split(separator: ".").dropLast().joined(separator: ".") }
    var result: [LayerStep] = []
    for name in names where !result.contains(where: { $0.name == name }) {
      let own = zip(names, places).filter { $0.0 == name }.map(\.1)
      func norm(_ value: (Int) -> Double) -> Double {
        var sum = 0.0
        for place in own {
          for index in place.offset..<place.offset + place.count {
            sum += value(index) * value(index)
          }
        }
        return sum.squareRoot()
      }
      let gradients = own.flatMap { raw[$0.offset..<$0.offset + $0.count] }
      let after = phase.model.weights
      result.append(
        LayerStep(
          name: name, parameters: gradients.count, gradientNorm: norm { Double(self.raw[$0]) },
          largestGradient: Double(gradients.max { abs($0) < abs($1) } ?? 0),
          weightNorm: norm { Double(self.before[$0]) },
          changeNorm: norm { Double(after[$0]) - Double(self.before[$0]) }))
    }
    return result
  }

  /// What happened to the weight with the largest gradient; the first of equals.
  func update(rate: Double) -> WeightStep {
    var best: (place: ParameterLayout.Place, index: Int)?
    for place in places where !seen.isEmpty {
      for index in 0..<place.count
      where best.map({ abs(seen[place.offset + index]) > abs(seen[$0.place.offset + $0.index]) })
        ?? true
      {
        best = (place, index)
      }
    }
    let optimizer = phase.plan.optimizer
    let isPlain =
      optimizer.name == "sgd" && (optimizer.settings["momentum"] ?? .number(0)) == .number(0)
    guard let best else {
      return WeightStep(
        parameter: "", indices: [], before: 0, gradient: 0, rate: rate, after: 0,
        optimizer: optimizer.shownName, isPlainDescent: isPlain)
    }
    var (rest, indices) = (best.index, [Int]())
    for extent in best.place.extents.reversed() {
      indices.insert(rest % max(extent, 1), at: 0)
      rest /= max(extent, 1)
    }
    let offset = best.place.offset + best.index
    return WeightStep(
      parameter: best.place.name, indices: indices, before: Double(before[offset]),
      gradient: Double(seen[offset]), rate: rate, after: Double(phase.model.weights[offset]),
      optimizer: optimizer.shownName, isPlainDescent: isPlain)
  }

  private func length(_ values: ArraySlice<Float>) -> Double {
    values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
  }
}
