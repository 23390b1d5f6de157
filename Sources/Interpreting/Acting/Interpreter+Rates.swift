import Checking
import Diagnostics
import Plans
import Vocabulary

extension Interpreter {
  /// What a `rate` line says of the `epochs` that it holds for, the first of which is number
  /// `start`, from 0, of the training.
  func rate(
    _ line: TrainingSetting, epochs: Int, start: Int
  ) throws(Stop) -> RatePlan? {
    guard let rates = try rates(line, epochs: epochs) else { return nil }
    var plan = RatePlan(rates, epochs: epochs, start: start)
    if let argument = line.argument("decay") {
      guard let decay = try functionReference(argument, as: .schedule) else { return nil }
      plan.decay = decay
    }
    if let argument = line.argument("warmup") {
      guard case .quantity(let quantity) = argument.value else { return nil }
      if quantity.unit == .epochs, quantity.value >= Double(epochs) {
        throw stop(.warmupTooLong(quantity, epochs: epochs, at: argument.span))
      }
      plan.warmup = quantity
    }
    return plan
  }

  /// The learning rate of each epoch, the last one for all further ones.
  private func rates(_ line: TrainingSetting, epochs: Int) throws(Stop) -> [Double]? {
    guard let argument = line.arguments.first else { return nil }
    switch argument.value {
    case .unknown: return nil
    case .number(let number):
      guard number > 0, number.isFinite else {
        throw stop(.illegalRate(number, epoch: nil, at: argument.span))
      }
      return [number]
    case .function(let function): return try rates(function, epochs: epochs, at: argument.span)
    default:
      throw stop(
        .wrongType(
          expected: Text(
            en: "a number, or a function of the epoch", pt: "um número, ou uma função da época"),
          found: argument.value.kind, at: argument.span))
    }
  }

  private func rates(
    _ function: FunctionValue, epochs: Int, at span: Span
  ) throws(Stop) -> [Double]? {
    guard epochs <= Interpreter.mostRates else {
      throw stop(.tooManyRates(epochs, most: Interpreter.mostRates, at: span))
    }
    var rates: [Double] = []
    // A dry run tries the first epochs and the last; the rest is of the same kind.
    for epoch in isDry ? Array(Set([1, min(2, epochs), epochs])).sorted() : Array(1...epochs) {
      try tick()
      let argument = EvaluatedArgument(
        setting: nil, name: nil, value: .number(Double(epoch)), span: span)
      switch try call(function, [argument], at: span) {
      case .unknown: return nil
      case .number(let rate):
        guard rate > 0, rate.isFinite else {
          throw stop(.illegalRate(rate, epoch: epoch, at: span))
        }
        rates.append(rate)
      case let other:
        throw stop(
          .wrongType(
            expected: Text(en: "a function that gives a number", pt: "uma função que dê um número"),
            found: other.kind, at: span))
      }
    }
    return rates
  }

  /// A function is asked for each epoch before the training begins.
  private static let mostRates = 10_000_000
}
