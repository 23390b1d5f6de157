#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of memory that the machine has; `Int.max` where it does not say.
package func machineMemory() -> Int {
  let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
  guard pages > 0, size > 0 else { return Int.max }
  let (bytes, overflow) = pages.multipliedReportingOverflow(by: size)
  return overflow ? Int.max : bytes
}
