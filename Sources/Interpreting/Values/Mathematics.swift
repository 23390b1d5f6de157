#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `base` to the power of `exponent`, as the C library has it.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
