#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `function` of a number; `nil` where it takes more than one.
func folded(_ function: Elementwise.Function, _ x: Double) -> Double? {
  switch function {
  case .negated: -x
  case .exp: exp(x)
  case .log: log(x)
  case .log1p: log1p(x)
  case .expm1: expm1(x)
  case .sqrt: x.squareRoot()
  case .abs: Swift.abs(x)
  case .tanh: tanh(x)
  case .sigmoid: 1 / (1 + exp(-x))
  case .softplus: Swift.max(x, 0) + log1p(exp(-Swift.abs(x)))
  case .erf: erf(x)
  case .sin: sin(x)
  case .cos: cos(x)
  case .sign: x > 0 ? 1 : x < 0 ? -1 : x
  case .floor: x.rounded(.down)
  case .ceil: x.rounded(.up)
  case .round: x.rounded(.toNearestOrEven)
  case .not: x == 0 ? 1 : 0
  default: nil
  }
}

/// `function` of two numbers; `nil` where it takes fewer or more.
func folded(
  _ function: Elementwise.Function, _ a: Double, _ b: Double
) -> Double? {
  switch function {
  case .add: a + b
  case .subtract: a - b
  case .multiply: a * b
  case .divide: a / b
  case .power: pow(a, b)
  case .maximum: a.isNaN || a > b ? a : b
  case .minimum: a.isNaN || a < b ? a : b
  case .equal: a == b ? 1 : 0
  case .less: a < b ? 1 : 0
  case .lessOrEqual: a <= b ? 1 : 0
  case .and: a != 0 && b != 0 ? 1 : 0
  case .or: a != 0 || b != 0 ? 1 : 0
  default: nil
  }
}
