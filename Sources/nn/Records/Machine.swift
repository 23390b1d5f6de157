import Kernels
import Plans

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension MachineRecord {
  /// The machine that this process runs on.
  static func present(threads: Int) -> MachineRecord {
    MachineRecord(
      version: NN.version, swift: swiftVersion, system: system, processor: processor,
      variant: instructionSet, cores: Console.coreCount, threads: threads)
  }

  private static var swiftVersion: String {
    #if compiler(>=6.5)
      "6.5 or later"
    #elseif compiler(>=6.4)
      "6.4"
    #else
      "6.3"
    #endif
  }

  private static var system: String {
    var names = utsname()
    guard uname(&names) == 0 else { return "unknown" }
    return [text(&names.sysname), text(&names.release), text(&names.machine)]
      .joined(separator: " ")
  }

  private static func text<Characters>(_ characters: inout Characters) -> String {
    withUnsafeBytes(of: &characters) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  private static var processor: String {
    #if canImport(Darwin)
      var size = 0
      sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0)
      var bytes = [UInt8](repeating: 0, count: size + 1)
      guard sysctlbyname("machdep.cpu.brand_string", &bytes, &size, nil, 0) == 0 else {
        return "unknown"
      }
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    #else
      let descriptor = open("/proc/cpuinfo", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return "unknown" }
      defer { close(descriptor) }
      // The first processor stands for all.
      var bytes = [UInt8](repeating: 0, count: 1 << 10)
      let count = max(0, read(descriptor, &bytes, bytes.count))
      let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
      guard let line = lines.first(where: { $0.hasPrefix("model name") }),
        let colon = line.firstIndex(of: ":")
      else { return "unknown" }
      return line[line.index(after: colon)...].split(separator: " ").joined(separator: " ")
    #endif
  }
}
