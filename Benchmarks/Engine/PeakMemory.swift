#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a process takes of the machine's memory, as Linux says it.
enum PeakMemory {
  /// The bytes that are in memory now, and the most that were since `forgetPeak`; nothing where the
  /// system does not say.
  static var present: Int? { field("VmRSS:") }
  static var peak: Int? { field("VmHWM:") }

  /// Lets the peak begin anew, after what is free in the process has gone back to the system.
  static func forgetPeak() {
    // Glibc has it; Swift does not see its header.
    if let trim = dlsym(nil, "malloc_trim") {
      _ = unsafeBitCast(trim, to: (@convention(c) (Int) -> Int32).self)(0)
    }
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  private static func field(_ name: String) -> Int? {
    guard let file = fopen("/proc/self/status", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let bytes = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      let text = String(decoding: bytes, as: UTF8.self)
      let words = text.split { $0.isWhitespace }
      if words.count > 1, words[0] == name { return Int(words[1]).map { $0 * 1024 } }
    }
    return nil
  }
}
