import Testing
import Vocabulary

@testable import Lowering

struct PrimitiveTests {
  /// What the catalogue offers under a name is what a formula gets; what looks at a network or
  /// makes a list of anything is in none.
  @Test(
    arguments: plainFunctions.filter {
      $0.isAvailable && $0.settings.first?.name != "network" && $0.name != "append"
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
