import Tables
import Vocabulary

/// A value of a running script.
enum RunValue {
  case number(Double)
  case quantity(Quantity)
  case boolean(Bool)
  case text(String)
  /// A word of an option: `full`, `best`.
  case word(String)
  case dimensions([Int])
  case list([RunValue])
  case sequence(NumberSequence)
  case function(FunctionValue)
  /// A name of the catalogue, with all that it can mean.
  case builtin(String, [Entry])
  /// A function with settings given: `top(k: 5)` after `metrics`.
  indirect case configured(RunValue, [String: RunValue])
  /// A call of a generator, as `read` takes it.
  case generator(GeneratorPlan)
  case data(DataSet)
  case part(DataPart)
  case optimizer(OptimizerValue)
  case plan(PlanValue)
  case network(Network)
  /// `net.test`, `net.validation`: the results of the last evaluation on that part.
  case results(Network, part: String)
  case run(TrainingRun)
  /// `run.validation`: the same names as the run's own, for the validation part.
  case validation(TrainingRun)
  case history(History)
  case evaluation(EvaluationValue)
  case sweep(SweepValue)
  case rateSearch(RateSearchValue)
  /// A picture that a function for looking gives: `surface(net, data)`.
  case figure(FigureValue)
  /// `rates.best`: values by name.
  case record(RecordValue)
  /// `every 5`, as an argument only.
  case every(Int)
  /// What a call for its effect gives.
  case nothing
  /// What only the run can tell, or what has been reported as wrong.
  case unknown
}

extension RunValue {
  var isUnknown: Bool {
    if case .unknown = self { true } else { false }
  }

  /// The elements of a list, a range or dimensions; `nil` for anything else.
  var elements: Elements? { Elements(self) }

  var number: Double? {
    switch self {
    case .number(let number): number
    case .boolean(let boolean): boolean ? 1 : 0
    default: nil
    }
  }
}

/// The numbers of a range, made when they are asked for.
struct NumberSequence: RandomAccessCollection, Sendable {
  enum Spacing: Hashable, Sendable {
    case step(Double)
    /// The ratio of neighbours is constant; the ends are exact.
    case logarithmic(upper: Double)
  }
  var start: Double
  var spacing: Spacing
  var count: Int

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  init(from first: Double, step: Double, count: Int) {
    start = first
    spacing = .step(step)
    self.count = count
  }

  init(from lower: Double, logarithmicallyTo upper: Double, count: Int) {
    start = lower
    spacing = .logarithmic(upper: upper)
    self.count = count
  }

  subscript(position: Int) -> Double {
    switch spacing {
    case .step(let step): return start + Double(position) * step
    case .logarithmic(let upper):
      if position == 0 { return start }
      if position == count - 1 { return upper }
      return start * power(upper / start, Double(position) / Double(count - 1))
    }
  }
}
