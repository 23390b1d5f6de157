import Graphs
import Kernels

extension Elementwise.Function {
  /// The instruction that computes the function in a block.
  var operation: BlockOperation {
    switch self {
    case .negated: .negate
    case .exp: .exp
    case .log: .log
    case .log1p: .log1p
    case .expm1: .expm1
    case .sqrt: .squareRoot
    case .abs: .absolute
    case .tanh: .tanh
    case .sigmoid: .sigmoid
    case .softplus: .softplus
    case .erf: .erf
    case .sin: .sin
    case .cos: .cos
    case .sign: .sign
    case .floor: .floor
    case .ceil: .ceil
    case .round: .round
    case .not: .not
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .power: .power
    case .maximum: .maximum
    case .minimum: .minimum
    case .equal: .equal
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .and: .and
    case .or: .or
    case .select: .select
    }
  }
}
