import Diagnostics
import Safetensors
import Testing

struct TensorFileTests {
  private let file = TensorFile(
    metadata: ["name": "a \"b\"\n\u{1F600}", "empty": ""],
    tensors: [
      StoredTensor(name: "dense_1.weight", shape: [2, 3], values: [1, -2, 0.5, 1e-38, 3, -0.0]),
      StoredTensor(name: "dense_1.bias", shape: [3], values: [4, 5, 6]),
      StoredTensor(name: "nothing", shape: [0, 7], values: []),
      StoredTensor(name: "one", shape: [], values: [9]),
    ])

  /// Bytes of a file with that header, and so many bytes behind it.
  private func bytes(_ header: String, data: Int = 0) -> [UInt8] {
    let length = UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
      + [UInt8](repeating: 0, count: data)
  }

  private func error(_ bytes: [UInt8]) -> TensorFileError? {
    do throws(TensorFileError) {
      _ = try TensorFile(bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test func `what is written is read again`() throws {
    let read = try TensorFile(file.bytes)
    #expect(read == file)
    #expect(read.tensors[0].values[5].sign == .minus)
  }

  @Test func `the layout is that of the format, worked by hand`() throws {
    let header =
      #"{"w": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}"#
    let written = TensorFile(tensors: [StoredTensor(name: "w", shape: [1], values: [1])]).bytes
    let padded = header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    #expect(Array(written.dropLast(4)) == bytes(padded))
    // 1 is the sign 0, the exponent 127 and the fraction 0.
    #expect(written.suffix(4) == [0, 0, 0x80, 0x3F])
  }

  @Test func `the numbers begin at a multiple of eight bytes`() {
    for count in 0..<20 {
      let file = TensorFile(
        tensors: [StoredTensor(name: String(repeating: "x", count: count), shape: [], values: [1])])
      #expect((file.bytes.count - 4).isMultiple(of: 8))
    }
  }

  @Test func `every beginning of a file is refused`() {
    let all = file.bytes
    for count in 0..<all.count {
      #expect(error(Array(all[..<count])) != nil, "the first \(count) bytes were taken")
    }
    #expect(error(all + [0]) == .moreBytes(1))
  }

  @Test(arguments: [
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{}}"#, 4,
      TensorFileError.twice("a")
    ),
    (#"{"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}"#, 4, .twice("shape")),
    (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#, 8, .wrongType("F64", tensor: "a")),
    (#"{"a":{"dtype":"F32","shape":[1]}}"#, 4, .incomplete("a")),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, 4, .incomplete("a")),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}"#, 4,
      .unexpectedMember("x", tensor: "a")
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4,
      .sizeDiffers("a", shape: [2], bytes: 4)
    ),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4, .badOffsets("a")),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8, .badOffsets("a")),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
      4, .badOffsets("b")
    ),
    (
      #"{"a":{"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,4]}}"#, 4,
      .sizeDiffers("a", shape: [.max, 4], bytes: 4)
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2305843009213693953],"data_offsets":[0,4]}}"#, 4,
      .sizeDiffers("a", shape: [2_305_843_009_213_693_953], bytes: 4)
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,9223372036854775807]}}"#, 4,
      .truncated(wanted: .max, found: 84)
    ),
  ])
  func `a header that lies is refused`(header: String, data: Int, expected: TensorFileError) {
    #expect(error(bytes(header, data: data)) == expected)
  }

  @Test(arguments: [
    "{", "{}x", "{\"a\"}", "{\"a\":}", "{\"a\":[]}", "{\"a\":{\"shape\":[-1]}}",
    "{\"a\":{\"shape\":[01]}}", "{\"a\":{\"shape\":[99999999999999999999]}}", "{\"\\ud800\":1}",
    "{\"\\x\":1}", "{\"a\n\":1}", "{\"__metadata__\":{\"a\":1}}", "{\"__metadata__\":\"a\"}",
    "{\"a\":" + String(repeating: "[", count: 100_000),
    "{\"a\":{\"shape\":" + String(repeating: "[", count: 100_000),
  ])
  func `what is no JSON of the format is refused`(header: String) {
    guard case .unreadable? = error(bytes(header)) else {
      Issue.record("\(header.prefix(40)) was taken")
      return
    }
  }

  @Test func `a length that no header has is refused, without memory for it`() {
    #expect(error([UInt8](repeating: 0xFF, count: 8) + Array("{}".utf8)) == .noHeader)
    #expect(
      error([0, 0, 0, 1, 0, 0, 0, 0] + Array("{}".utf8))
        == .truncated(wanted: 8 + 1 << 24, found: 10))
  }

  @Test func `numbers that are not finite are refused`() {
    for value in [Float.nan, .infinity, -.infinity] {
      let file = TensorFile(tensors: [StoredTensor(name: "w", shape: [2], values: [1, value])])
      guard case .notFinite("w", _)? = error(file.bytes) else {
        Issue.record("\(value) was taken")
        return
      }
    }
  }

  @Test(
    arguments: [
      ([0x50, 0x4B, 0x03, 0x04, 0x14, 0, 0, 0, 0, 0], ForeignFile.zip),
      ([0x80, 0x02, 0x7D, 0x71, 0x00, 0x28, 0x58, 0x05, 0, 0], .pickle),
      ([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0], .hdf5),
      ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 0x01, 0x00, 0x76, 0], .numpy),
      ([0x08, 0x08, 0x12, 0x07, 0x70, 0x79, 0x74, 0x6F, 0x72, 0x63], .onnx),
    ] as [([UInt8], ForeignFile)])
  func `a file of another program is known`(bytes: [UInt8], expected: ForeignFile) {
    #expect(error(bytes) == .foreign(expected))
  }

  @Test func `a header as long as a pickle's first bytes is a header`() throws {
    // 640 is 0x0280.
    var text = #"{"__metadata__":{"a":""#
    text += String(repeating: "b", count: 640 - text.utf8.count - 3) + "\"}}"
    #expect(try TensorFile(bytes(text)).tensors.isEmpty)
  }
}
