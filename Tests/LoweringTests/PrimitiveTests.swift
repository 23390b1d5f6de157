import Testing
import Vocabulary

@testable import Lowering

struct PrimitiveTests {
  /// What the catalogue offers under a name is what a formula gets; what gives a picture, looks at a
  /// network or makes a list of anything is in none.
  @Test(
    arguments: plainFunctions.filter { entry in
      entry.isAvailable && !["math", "append"].contains(entry.name)
        && !pictureFunctions.contains { $0.name == entry.name }
    })
  func `a plain function is a primitive with the same parameters`(_ entry: Entry) throws {
    let primitive = try #require(Primitive(named: entry.name), "\(entry.name)")
    // The digits of 'round' are arithmetic around the primitive.
    let names = entry.settings.filter { $0.isPositional && $0.isRequired }.map(\.name)
    #expect(primitive.parameters == names, "\(entry.name)")
    #expect(primitive.takesMany == entry.settings.contains(where: \.isRepeated), "\(entry.name)")
    #expect(primitive.takesAxis == entry.settings.contains { $0.name == "over" }, "\(entry.name)")
  }
}
