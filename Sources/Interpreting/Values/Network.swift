import Checking
import Diagnostics
import Engine
import Kernels
import Plans
import Shapes
import Tables
import Vocabulary

/// A network of the script: its lines with their arguments, and its weights once the shape is known.
final class Network {
  let declaration: CheckedNetwork
  /// One value for each parameter of the declaration.
  let arguments: [RunValue]
  let captured: [RunValue]
  /// Weights, once the shape of the input is known.
  var model: Model?
  /// In a dry run there is a plan and no model.
  var plan: ModelPlan?
  /// The lines that the layers of the plan come from.
  var layerLines: [NetworkAssembly.LayerLine] = []
  /// What the network was last trained on, with the loss and the metrics of that training.
  var training: TrainedWith?
  /// The lines of its last training or step, with which the next step goes on.
  var settings: [TrainingSetting] = []
  var history: [EpochResult] = []
  /// Whether a dry run has come past a training that may end before its end.
  var mayContinue = false
  /// The latest evaluation of each part, by the part's name (`train`, `validation`, `test`).
  var evaluations: [String: Evaluation] = [:]
  var lastEvaluatedPart: String?
  /// Whether a dry run has come past a training or an evaluation of it.
  var evaluatedParts: Set<String> = []
  /// Whether a dry run has come past a training or an evaluation of which it does not know all, so
  /// that it cannot say that there was none.
  var isUncertain = false
  /// Whether its weights come from a file.
  var isLoaded = false
  /// Whether its weights are no first ones.
  var isTrained: Bool { training != nil || isLoaded }
  /// Whether runs of a sweep have trained copies of it.
  var wasTrainedInSweep = false

  /// Lets go of what was found out about weights that are no longer the present ones.
  func forgetEvaluations() {
    evaluations = [:]
    evaluatedParts = []
    lastEvaluatedPart = nil
  }

  var name: String { declaration.name }

  init(_ declaration: CheckedNetwork, arguments: [RunValue], captured: [RunValue]) {
    self.declaration = declaration
    self.arguments = arguments
    self.captured = captured
  }

  /// Comes to stand where `other` stands, with weights of its own.
  ///
  /// Where there is no memory for them, it begins anew, and the training says so.
  func takeState(of other: Network, _ functions: FunctionTable) {
    model = try? other.model?.copy(functions: functions)
    plan = other.plan
    training = other.training
    settings = other.settings
    history = other.history
    mayContinue = other.mayContinue
    evaluations = other.evaluations
    lastEvaluatedPart = other.lastEvaluatedPart
    evaluatedParts = other.evaluatedParts
    isUncertain = other.isUncertain
    isLoaded = other.isLoaded
    wasTrainedInSweep = other.wasTrainedInSweep
  }
}

/// What a later evaluation or prediction needs of a training.
struct TrainedWith {
  var data: DataSet
  var loss: FunctionReference?
  var metrics: [MetricPlan]
  /// How much a sample of each class counts in the loss.
  var classWeights: [Double]?
  /// The line that let the validation part decide when to stop.
  var stopSetting: TrainingSetting?
  /// How it was done, once it has begun.
  var plan: TrainingPlan?
  /// What a guess would say, where a file says it and the training part is not there.
  var savedGuess: Guess?
  /// The lines of the rate and the loss, in a training of one phase.
  var rateSetting: TrainingSetting?
  var lossSetting: TrainingSetting?
}

/// A `data` block: the table that it reads and what became of it.
final class DataSet {
  let name: String
  let span: Span
  /// `nil` where the file was read only in part, or could not be read.
  var prepared: PreparedData?
  /// Whether everything about it is known; a dry run reads only the beginning of a large file.
  var isPartial: Bool
  /// What the script asks of the table, for other files that are to be read like it.
  let steps: DataSteps?
  /// The formulas among them, as they are written.
  let formulas: [DataFormula]

  init(
    name: String, span: Span, prepared: PreparedData? = nil, isPartial: Bool = true,
    steps: DataSteps? = nil, formulas: [DataFormula] = []
  ) {
    self.formulas = formulas
    self.name = name
    self.span = span
    self.prepared = prepared
    self.isPartial = isPartial
    self.steps = steps
  }

  func samples(of part: DataPart.Part) -> Samples? {
    switch part {
    case .train: prepared?.train
    case .validation: prepared?.validation
    case .test: prepared?.test
    }
  }
}

/// A formula over columns, with the frame in which its names have their values.
struct DataFormula {
  enum Purpose: Hashable { case column, target }

  let purpose: Purpose
  let name: String
  let expression: CheckedExpression
  let frame: Frame
}

/// `iris.test`.
struct DataPart {
  enum Part: String, CaseIterable { case train, validation, test }

  let data: DataSet
  let part: Part
  /// Whether the script names the part, rather than the whole data set.
  var isNamed = true

  var description: String { "\(data.name).\(part.rawValue)" }
}

/// What `let run = train …` gives.
final class TrainingRun {
  let network: String
  var history: [EpochResult]
  let end: TrainingEnd

  init(network: String, history: [EpochResult], end: TrainingEnd) {
    self.network = network
    self.history = history
    self.end = end
  }
}

/// `net.history` or `run.history`: the epochs of one training or of several.
struct History {
  let title: String
  let epochs: [EpochResult]
  /// A dry run knows that there will be one, and which results it has at most.
  var isUnknown = false
  /// Whether its results are those on the validation part.
  var isOfValidation = false
  /// Whose trainings it tells of, where it is all of them.
  var network: Network?
}

/// What `let scores = evaluate …` gives.
final class EvaluationValue {
  let evaluation: Evaluation

  init(_ evaluation: Evaluation) { self.evaluation = evaluation }
}
