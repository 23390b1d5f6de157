import Diagnostics
import Plans
import Testing

@testable import Reports

@Suite struct FindingTextTests {
  private static let findings: [Finding] = [
    .deadUnits(layer: "dense_1", dead: 9, of: 16, samples: 1_000),
    .vanishingGradient(first: "dense_1", last: "dense_13", ratio: 2e-7),
    .explodingGradient(first: "dense_1", last: "dense_3", ratio: 52_000),
    .flatLoss(epochs: 10, loss: 1.0986, rate: 1e-9), .flatLoss(epochs: 10, loss: 0.69, rate: 0.1),
    .overfitting(turned: 12, lowest: 0.32, epoch: 31, validationLoss: 0.51, loss: 0.01),
  ]

  @Test(arguments: findings)
  func `a finding says what was seen and what to try, in both languages`(_ finding: Finding) {
    let text = findingText(finding)
    #expect(text.en != text.pt)
    #expect(text.en.contains("try") || text.en.contains("ends there") || text.en.contains("may be"))
    #expect(text.en.contains { $0.isNumber } && text.pt.contains { $0.isNumber })
  }

  @Test func `the numbers of a finding stand in its sentence`() {
    #expect(
      findingText(Self.findings[0]).en
        == "9 of 16 units of 'dense_1' are dead: 'relu' gives 0 for all of 1,000 training samples, "
        + "so they learn no more; try a lower rate, or 'leaky_relu'")
    #expect(
      findingText(Self.findings[5]).en.hasPrefix(
        "over-fitting since epoch 12: the validation loss has risen from 0.32 to 0.51 in epoch 31"))
  }

  @Test func `factors are counts that can be read, and none is infinite`() {
    #expect(findingText(Self.findings[1]).en.contains("it is 5,000,000 times smaller"))
    #expect(findingText(Self.findings[2]).en.contains("it is 52,000 times larger"))
    let none = Finding.vanishingGradient(first: "a", last: "b", ratio: 0)
    #expect(findingText(none).en.contains("in 'a' it is 0, so"))
  }

  @Test func `a finding is one line of the progress, and one object of JSON`() {
    var printer = ProgressPrinter(style: .plain, language: .portuguese, isQuiet: false)
    let line = printer.text(for: .noticed(Self.findings[3]))
    #expect(line.hasPrefix("observado: a perda não cai") && line.hasSuffix("\n"))
    let json = eventJSON(.noticed(Self.findings[0]))
    #expect(
      json.hasPrefix(
        #"{"event": "noticed", "finding": "dead_units", "layer": "dense_1", "dead": 9, "#),
      "\(json)")
  }
}
