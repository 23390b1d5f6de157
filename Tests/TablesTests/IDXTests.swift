import Diagnostics
import Foundation
import Plans
import Shapes
import Testing

@testable import Tables

/// Images and labels in the format of MNIST.
@Suite struct IDXTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func write(_ bytes: [UInt8], _ name: String) throws -> String {
    let file = folder.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    return file.path
  }

  private func head(_ extents: [Int]) -> [UInt8] {
    [0, 0, 8, UInt8(extents.count)]
      + extents.flatMap { extent in
        (0..<4).reversed().map { UInt8(truncatingIfNeeded: extent >> (8 * $0)) }
      }
  }

  private func read(_ path: String, firstBytes: Int? = nil) throws -> Table {
    try readTable(.file(path: path, separator: nil, hasHeader: nil), firstBytes: firstBytes)
  }

  /// The message of the problem that reading gives.
  private func problem(_ path: String) -> String? {
    do {
      _ = try read(path)
      return nil
    } catch {
      return (error as? TableError)?.message.en
    }
  }

  @Test func `pixels stay bytes, and become inputs by the rules that columns of numbers have`()
    throws
  {
    var pixels: [UInt8] = []
    for image in 0..<30 {
      pixels += [UInt8(image), 5, UInt8(image * 37 % 256), UInt8(255 - image * image % 200)]
    }
    let images = try write(head([30, 2, 2]) + pixels, "train-images-idx3-ubyte")
    _ = try write(head([30]) + (0..<30).map { UInt8($0 % 3) }, "train-labels-idx1-ubyte")
    let table = try read(images)
    var plain = table
    plain.columns = table.columns.map { column in
      column.isText ? column : Column(column.name, .numbers(NumberColumn(column.numbers.values)))
    }
    for rule in [ScaleStep.Rule.none, .standard, .minmax] {
      var steps = DataSteps(name: "d", source: .file(path: images))
      steps.scales = [ScaleStep(id: 1, rule)]
      steps.split = SplitStep(id: 2, test: .share(0.3))
      steps.drops = [ColumnStep(id: 3, column: "p0_1")]
      let (bytes, doubles) = (
        try prepare(table, steps, seed: 1), try prepare(plain, steps, seed: 1)
      )
      #expect(bytes.encoding == doubles.encoding)
      #expect(bytes.train.rows == doubles.train.rows)
      #expect(bytes.test?.rows == doubles.test?.rows)
      #expect(bytes.columns == doubles.columns && bytes.partColumns == doubles.partColumns)
      #expect(bytes.notes == doubles.notes)
    }
  }

  @Test func `images have a column for each pixel, and the labels beside them`() throws {
    let images = try write(head([3, 2, 2]) + Array(0..<12), "train-images-idx3-ubyte")
    _ = try write(head([3]) + [7, 0, 7], "train-labels-idx1-ubyte")
    let table = try read(images)
    #expect(table.columnNames == ["p0_0", "p0_1", "p1_0", "p1_1", "label"])
    #expect(table.rowCount == 3 && !table.isPartial)
    #expect(table[1, 2] == .number(6))
    #expect(table[2, 4] == .text("7"))
    let prepared = try prepare(
      table, DataSteps(name: "d", source: .file(path: images, separator: nil, hasHeader: nil)),
      seed: 0)
    #expect(prepared.inputShape == [1, 2, 2])
    #expect(prepared.encoding.target.outputs == 1)
    #expect(prepared.notes.allSatisfy { $0.code != .constantColumn })
  }

  @Test func `the beginning of a large file is read for a check`() throws {
    let images = try write(head([100, 2, 2]) + [UInt8](repeating: 1, count: 400), "images-idx3")
    let table = try read(images, firstBytes: 60)
    #expect(table.isPartial && table.rowCount == 11)
  }

  @Test func `what is cut off, does not fit or is absurdly large is told`() throws {
    let cut = try write(head([5, 2, 2]) + [1, 2, 3], "cut-images-idx3")
    #expect(problem(cut)?.hasSuffix("by its head it has 36 bytes, and there are 19") == true)
    let images = try write(head([2, 1, 1]) + [1, 2], "few-images-idx3")
    _ = try write(head([3]) + [1, 2, 3], "few-labels-idx1")
    #expect(problem(images)?.contains("2 images") == true)
    let large = try write(head([1, 4_294_967_295, 4_294_967_295]), "large-images-idx3")
    #expect(problem(large)?.contains("columns") == true)
    let empty = try write(head([0, 2, 2]), "no-images-idx3")
    #expect(problem(empty)?.hasSuffix("holds no values") == true)
    let headless = try write([0, 0, 8, 3, 0, 0], "head-images-idx3")
    #expect(problem(headless)?.hasSuffix("is cut off in its head: there are 6 bytes") == true)
    let nothing = try write([], "train-images-idx3-ubyte")
    #expect(problem(nothing)?.contains("is empty, and images or labels") == true)
    let unlabelled = try write(head([2, 1, 1]) + [1, 2], "some-images-idx3-ubyte")
    _ = try write(head([2]) + [1], "some-labels-idx1-ubyte")
    #expect(problem(unlabelled)?.contains("labels-idx1-ubyte' is cut off") == true)
  }

  @Test func `an image of one of several files is named by its number there`() throws {
    let train = try write(head([3, 1, 1]) + [1, 2, 3], "train-images-idx3")
    let test = try write(head([2, 1, 1]) + [4, 2], "test-images-idx3")
    let table = try readParts(
      [PartFile(id: 0, path: train), nil, PartFile(id: 1, path: test)], firstBytes: nil,
      threads: 1)
    #expect(table.place(of: 4).text.en == "row 2 of '\(test)'")
    #expect(table.place(of: 1).text.pt == "registro 2 de '\(train)'")
  }
}
