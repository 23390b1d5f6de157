import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Measures large data: MNIST as it is shipped, and a table of ten million rows as text.
struct LargeData {
  let command: TimedCommand
  /// Holds what is written, and is gone afterwards.
  let folder: URL

  static let rows = 10_000_000
  static let features = 28
  /// The features as `Float`, in bytes.
  static let size = Double(rows * features * 4)

  /// - Parameter mnist: The folder of MNIST's files, where there is one.
  func measure(mnist: String?) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    print("Large data:")
    if let mnist = mnist.map({ URL(fileURLWithPath: $0).path }),
      FileManager.default.fileExists(atPath: mnist)
    {
      let script = try write(
        """
        data mnist {
          read train: "\(mnist)/train-images-idx3-ubyte.gz", test: "\(mnist)/t10k-images-idx3-ubyte.gz"
          scale minmax
        }
        show mnist
        """)
      let times = try (0..<5).map { _ in try time(["run", script]) }.sorted()
      print("  MNIST, 70,000 images, read and shown   \(seconds(times[2])), \(peak) at the peak")
    }
    let start = ContinuousClock.now
    let bytes = try writeTable()
    print(
      "  a table of \(Self.rows) rows by \(Self.features) numbers and a class was written in "
        + "\(seconds((ContinuousClock.now - start) / .seconds(1))): \(bytes / 1_000_000) MB")
    let data = """
      data table {
        read "table.csv"
        target y, kind: binary
        scale standard
      }

      """
    let reading = try write(data + "show table")
    for threads in [1, 2] {
      let taken = try time(["run", "--threads", String(threads), reading])
      let speed = Double(bytes) / 1e6 / taken
      print(
        "  read, learnt from and shown, \(threads) threads  \(seconds(taken)), "
          + "\(Int(speed)) MB/s, \(peak) at the peak")
    }
    let training = try write(
      data + """
        network net { dense 64, relu; dense 32, relu; dense 1, sigmoid }
        train net on table { loss log_loss; optimizer adam; rate 0.001; batch 1024; epochs 1 }
        """)
    let epoch = try time(["run", "--quiet", training])
    let share = String(format: "%.2f", peakBytes / Self.size)
    print(
      "  one epoch of 28 → 64 → 32 → 1          \(seconds(epoch)), \(peak) at the peak: "
        + "\(share) times the features as floats")
  }

  private func write(_ script: String) throws -> String {
    let file = folder.appendingPathComponent("script.nn")
    try script.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  private func time(_ arguments: [String]) throws -> Double {
    try command.time(arguments) { time, _ in time }
  }

  /// Writes the table, and returns its size in bytes.
  private func writeTable() throws -> Int {
    let path = folder.appendingPathComponent("table.csv").path
    guard let file = fopen(path, "w") else { throw CocoaError(.fileWriteUnknown) }
    defer { fclose(file) }
    let names = (1...Self.features).map { "x\($0)" } + ["y"]
    fputs(names.joined(separator: ",") + "\n", file)
    var (state, bytes): (UInt64, Int) = (88_172_645_463_325_252, 0)
    var line: [UInt8] = []
    for _ in 0..<Self.rows {
      line.removeAll(keepingCapacity: true)
      var sum = 0
      for feature in 0..<Self.features {
        // Marsaglia (2003), Xorshift RNGs: 13, 7, 17.
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        let value = Int(state >> 40) % 40_000 - 20_000
        sum += value * (feature % 3 - 1)
        append(value, to: &line)
        line.append(0x2C)
      }
      line += [sum > 0 ? 0x31 : 0x30, 0x0A]
      bytes += fwrite(line, 1, line.count, file)
    }
    return bytes
  }

  /// Ten-thousandths as a number with four places.
  private func append(_ value: Int, to line: inout [UInt8]) {
    if value < 0 { line.append(0x2D) }
    let size = abs(value)
    line += [UInt8(0x30 + size / 10_000), 0x2E]
    for place in [1_000, 100, 10, 1] { line.append(UInt8(0x30 + size / place % 10)) }
  }

  /// The most memory that one of the commands has taken so far; each takes more than those before.
  private var peakBytes: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    return Double(usage.ru_maxrss) * 1024
  }

  private var peak: String { String(format: "%.0f MB", peakBytes / 1e6) }

  private func seconds(_ time: Double) -> String { String(format: "%.2f s", time) }
}
