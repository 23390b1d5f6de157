import Testing
import Vocabulary

@Suite struct ClosestNameTests {
  @Test(arguments: [
    ("dens", "dense"), ("desne", "dense"), ("Dense", "dense"), ("sofmax", "softmax"),
    ("crossentropy", "cross_entropy"), ("grad", "gradient"), ("momentm", "momentum"),
  ])
  func `a misspelled or shortened name finds its word`(_ written: String, _ meant: String) {
    let words = ["dense", "softmax", "cross_entropy", "gradient", "momentum", "flatten"]
    #expect(closestName(to: written, among: words) == meant)
  }

  @Test(arguments: ["conv", "x", "totally_different", ""])
  func `a name that is like none finds none`(_ written: String) {
    #expect(closestName(to: written, among: ["dense", "softmax", "flatten"]) == nil)
  }

  @Test func `a list of near names begins with the nearest`() {
    let words = ["dense", "softmax", "global_average_pool", "average_pool", "dens", "elu"]
    #expect(nearNames(to: "denz", among: words, count: 6) == ["dens", "dense"])
    #expect(
      nearNames(to: "pool", among: words, count: 6) == ["average_pool", "global_average_pool"])
    #expect(nearNames(to: "pool", among: words, count: 1) == ["average_pool"])
    #expect(nearNames(to: "xy", among: words, count: 6) == [])
    #expect(nearNames(to: "", among: words, count: 6) == [])
  }

  @Test func `an abbreviation of two words finds none`() {
    #expect(closestName(to: "mean_s", among: ["mean_squared_error", "mean_something"]) == nil)
  }
}
