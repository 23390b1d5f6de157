import Checking
import Diagnostics
import Kernels
import Plans
import Tables
import Vocabulary

extension Interpreter {
  /// How much a sample of each class counts, as a `class_weights` line says; `nil` where there is none,
  /// or where the classes are not known.
  func classWeights(
    _ schedule: TrainingSchedule, _ data: DataSet
  ) throws(Stop) -> [Double]? {
    guard let line = schedule.weightsSetting, let prepared = data.prepared, !data.isPartial
    else { return nil }
    let classes = prepared.classes
    guard prepared.encoding.target.kind != .number, classes.count >= 2 else {
      throw stop(.weightsNeedClasses(data.name, at: line.wordSpan))
    }
    var weights = [Double](repeating: 1, count: classes.count)
    for argument in line.arguments {
      switch argument.value {
      case .unknown: return nil
      case .word("balanced"), .text("balanced"):
        guard line.arguments.count == 1 else { throw stop(.balancedAlone(at: argument.span)) }
        return prepared.train.balancedWeights(classes: classes.count)
      case .number(let number):
        guard let name = argument.name, name != argument.setting?.name else {
          throw stop(.weightNeedsClass(classes, at: argument.span))
        }
        guard let index = classes.firstIndex(of: name) else {
          throw stop(.unknownClass(name, classes, at: argument.span))
        }
        weights[index] = number
      default:
        throw stop(
          .wrongType(
            expected: Text(en: "a number", pt: "um número"), found: argument.value.kind,
            at: argument.span))
      }
    }
    return weights
  }
}

extension Samples {
  /// Weights with which all classes that there are count the same together, and all samples as much
  /// as without: the number of samples, divided by that of the classes and that of the class.
  fileprivate func balancedWeights(classes: Int) -> [Double] {
    var counts = [Int](repeating: 0, count: classes)
    switch targets {
    case .classes(let indices, _):
      for index in indices where counts.indices.contains(Int(index)) { counts[Int(index)] += 1 }
    case .binary(let values):
      for value in values.all { counts[value > 0.5 ? 1 : 0] += 1 }
    case .values, nil: break
    }
    let present = counts.count { $0 > 0 }
    return counts.map { $0 == 0 ? 1 : Double(count) / Double(present * $0) }
  }
}
