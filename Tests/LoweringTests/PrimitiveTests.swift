import Testing
import Vocabulary

@testable import Lowering

struct PrimitiveTests {
  /// What the catalogue offers under a name is what a formula gets; what looks at a network is in
  /// none.
  @Test(arguments: plainFunctions.filter { $0.isAvailable && $0.settings.first?.name != "network" })
  func `a plain function is a primitive with the same parameters`(_ entry: Entry) throws {
    let primitive = try #require(Primitive(named: entry.name), "\(entry.name)")
    let names = entry.settings.filter(\.isPositional).map(\.name)
    #expect(primitive.parameters == names, "\(entry.name)")
    #expect(primitive.takesMany == entry.settings.contains(where: \.isRepeated), "\(entry.name)")
    #expect(primitive.takesAxis == entry.settings.contains { $0.name == "over" }, "\(entry.name)")
  }
}
