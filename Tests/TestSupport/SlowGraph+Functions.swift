import Foundation
import Graphs

extension SlowGraph {
  /// `function` of single numbers.
  func value(of function: Elementwise.Function, _ x: [Double]) -> Double {
    switch function {
    case .negated: -x[0]
    case .exp: exp(x[0])
    case .log: log(x[0])
    case .log1p: log1p(x[0])
    case .expm1: expm1(x[0])
    case .sqrt: x[0].squareRoot()
    case .abs: abs(x[0])
    case .tanh: tanh(x[0])
    case .sigmoid: 1 / (1 + exp(-x[0]))
    case .softplus: max(x[0], 0) + log1p(exp(-abs(x[0])))
    case .erf: erf(x[0])
    case .sin: sin(x[0])
    case .cos: cos(x[0])
    case .sign: x[0] > 0 ? 1 : x[0] < 0 ? -1 : 0
    case .floor: x[0].rounded(.down)
    case .ceil: x[0].rounded(.up)
    case .round: x[0].rounded(.toNearestOrEven)
    case .not: x[0] == 0 ? 1 : 0
    case .add: x[0] + x[1]
    case .subtract: x[0] - x[1]
    case .multiply: x[0] * x[1]
    case .divide: x[0] / x[1]
    case .power: pow(x[0], x[1])
    case .maximum: max(x[0], x[1])
    case .minimum: min(x[0], x[1])
    case .equal: x[0] == x[1] ? 1 : 0
    case .less: x[0] < x[1] ? 1 : 0
    case .lessOrEqual: x[0] <= x[1] ? 1 : 0
    case .and: x[0] != 0 && x[1] != 0 ? 1 : 0
    case .or: x[0] != 0 || x[1] != 0 ? 1 : 0
    case .select: x[0] != 0 ? x[1] : x[2]
    }
  }
}
