import Testing
import Vocabulary

@testable import Lowering

struct PrimitiveTests {
  /// What the catalogue offers under a name is what a formula gets.
  @Test(arguments: plainFunctions.filter(\.isAvailable))
  func `a plain function is a primitive with the same parameters`(_ entry: Entry) throws {
    let primitive = try #require(Primitive(named: entry.name), "\(entry.name)")
    let names = entry.settings.filter(\.isPositional).map(\.name)
    #expect(primitive.parameters == names, "\(entry.name)")
    #expect(primitive.takesMany == entry.settings.contains(where: \.isRepeated), "\(entry.name)")
    #expect(primitive.takesAxis == entry.settings.contains { $0.name == "over" }, "\(entry.name)")
  }
}
