/// What stands before the numbers of a file: where each tensor lies, and what is said about them.
struct TensorHeader {
  static let metadataKey = "__metadata__"
  /// That of the format's own implementation.
  private static let largest: UInt64 = 100_000_000

  /// A tensor's name, shape, and its bytes behind the header.
  struct Place {
    var name: String
    var shape: [Int]
    var begin: Int
    var end: Int
  }

  private(set) var metadata: [String: String] = [:]
  /// In the order in which they lie in the file; together they are all that lies there.
  private(set) var places: [Place] = []
  /// Bytes before the numbers.
  let length: Int

  /// - Throws: What is wrong with the header, or with the file behind it.
  init(_ bytes: [UInt8]) throws(TensorFileError) {
    let claimed = Self.claimedLength(bytes)
    guard let claimed, bytes.count > 8, bytes[8] == UInt8(ascii: "{") else {
      if let foreign = ForeignFile(bytes) { throw .foreign(foreign) }
      throw bytes.count < 9 ? .tooShort(bytes: bytes.count) : .noHeader
    }
    guard claimed <= UInt64(bytes.count - 8) else {
      throw .truncated(wanted: 8 + Int(claimed), found: bytes.count)
    }
    length = 8 + Int(claimed)
    var reader = HeaderReader(bytes[8..<length])
    try reader.readObject { (reader, name) throws(TensorFileError) in
      if name == Self.metadataKey {
        metadata = try reader.readTexts()
      } else {
        places.append(try reader.readPlace(named: name))
      }
    }
    try reader.expectEnd()
    try checkPlaces(behind: bytes.count - length)
  }

  /// How long the header says that it is; `nil` where none is so long.
  private static func claimedLength(_ bytes: [UInt8]) -> UInt64? {
    guard bytes.count >= 8 else { return nil }
    let length = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    return length <= largest ? length : nil
  }

  /// The tensors have to fill the rest of the file, one behind the other: what lies in two of them,
  /// or in none, is a damage or worse.
  private mutating func checkPlaces(behind size: Int) throws(TensorFileError) {
    places.sort { ($0.begin, $0.end) < ($1.begin, $1.end) }
    var next = 0
    for place in places {
      guard place.begin == next, place.end >= place.begin else { throw .badOffsets(place.name) }
      guard place.end <= size else {
        throw .truncated(wanted: length.saturatingSum(place.end), found: length + size)
      }
      guard let count = elementCount(of: place.shape), count <= size / 4,
        4 * count == place.end - place.begin
      else { throw .sizeDiffers(place.name, shape: place.shape, bytes: place.end - place.begin) }
      next = place.end
    }
    guard next == size else { throw .moreBytes(size - next) }
  }
}

extension Int {
  fileprivate func saturatingSum(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
