#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A function of single numbers, which are entries of a table.
package struct ScalarInstruction {
  package var operation: BlockOperation
  package var result: Int32
  package var a: Int32
  package var b: Int32
  package var c: Int32
  /// For `.load`: where the number comes from.
  package var source: UnsafePointer<Float>?

  package init(
    _ operation: BlockOperation, result: Int, a: Int = 0, b: Int = 0, c: Int = 0,
    source: UnsafePointer<Float>? = nil
  ) {
    self.operation = operation
    self.result = Int32(truncatingIfNeeded: result)
    self.a = Int32(truncatingIfNeeded: a)
    self.b = Int32(truncatingIfNeeded: b)
    self.c = Int32(truncatingIfNeeded: c)
    self.source = source
  }
}

/// Single numbers of a program, as `Double` for what is computed with them and as `Float` beside.
package struct ScalarTable {
  package let values: UnsafeMutablePointer<Double>
  package let floats: UnsafeMutablePointer<Float>

  init(values: UnsafeMutablePointer<Double>, floats: UnsafeMutablePointer<Float>) {
    self.values = values
    self.floats = floats
  }

  package subscript(index: Int) -> Double {
    get { values[index] }
    nonmutating set {
      values[index] = newValue
      floats[index] = Float(newValue)
    }
  }

  /// Computes one function at once.
  package func run(_ instruction: ScalarInstruction) {
    let (a, b) = (values[Int(instruction.a)], values[Int(instruction.b)])
    let result =
      switch instruction.operation {
      case .load: instruction.source.map { Double($0.pointee) } ?? a
      case .select: a != 0 ? b : values[Int(instruction.c)]
      case .multiplyAdd: a * b + values[Int(instruction.c)]
      default: binary(instruction.operation, a, b)
      }
    self[Int(instruction.result)] = result
  }
}

private func binary(_ operation: BlockOperation, _ a: Double, _ b: Double) -> Double {
  switch operation {
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
  default: unary(operation, a)
  }
}

private func unary(_ operation: BlockOperation, _ x: Double) -> Double {
  switch operation {
  case .not: x == 0 ? 1 : 0
  case .negate: -x
  case .absolute: abs(x)
  case .sign: x > 0 ? 1 : x < 0 ? -1 : x
  case .square: x * x
  case .reciprocal: 1 / x
  case .squareRoot: x.squareRoot()
  case .reciprocalSquareRoot: 1 / x.squareRoot()
  case .floor: x.rounded(.down)
  case .ceil: x.rounded(.up)
  case .round: x.rounded(.toNearestOrEven)
  case .exp: exp(x)
  case .expm1: expm1(x)
  case .log: log(x)
  case .log1p: log1p(x)
  case .tanh: tanh(x)
  case .sigmoid: 1 / (1 + exp(-x))
  case .softplus: max(x, 0) + log1p(exp(-abs(x)))
  case .erf: erf(x)
  case .sin: sin(x)
  case .cos: cos(x)
  case .relu: x > 0 ? x : x.isNaN ? x : 0
  default: x
  }
}
