#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The number of threads asked for, or else that of the machine's cores.
///
/// - Throws: `illegalSetting` for less than one and for more than the language takes.
func threadCount(_ wanted: Int?) throws(NetworkError) -> Int {
  guard let wanted else { return max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
  let legal = 1...1_024
  guard legal.contains(wanted) else { throw .illegalCount("threads", wanted, legal) }
  return wanted
}
