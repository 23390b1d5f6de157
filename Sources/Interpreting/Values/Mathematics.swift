#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `base` to the power of `exponent`, as the C library has it.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// The functions of one number that the language offers for plain values, by name.
let functionsOfOneNumber: [String: @Sendable (Double) -> Double] = [
  "sqrt": { $0.squareRoot() },
  "exp": { exp($0) },
  "log": { log($0) },
  "log2": { log2($0) },
  "log10": { log10($0) },
  "log1p": { log1p($0) },
  "expm1": { expm1($0) },
  "abs": { abs($0) },
  "sin": { sin($0) },
  "cos": { cos($0) },
  "tan": { tan($0) },
  "tanh": { tanh($0) },
  "erf": { erf($0) },
  "floor": { $0.rounded(.down) },
  "ceil": { $0.rounded(.up) },
  "sign": { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 },
  "sigmoid": { 1 / (1 + exp(-$0)) },
  "relu": { max($0, 0) },
  "softplus": { max($0, 0) + log1p(exp(-abs($0))) },
]

/// `a` modulo `b`, with the sign of `b`, so that `mod(-1, 5)` is 4.
func modulo(_ a: Double, _ b: Double) -> Double {
  let remainder = fmod(a, b)
  return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder
}

/// `x` rounded to `digits` after the point, halves away from zero.
func rounded(_ x: Double, digits: Double) -> Double {
  let scale = pow(10, digits)
  let scaled = x * scale
  return scaled.isFinite ? scaled.rounded() / scale : x
}
