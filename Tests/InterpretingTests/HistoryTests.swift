import Diagnostics
import Testing

/// The epochs of trainings as lists, and what is said where there is no such list.
struct HistoryTests {
  private func script(split: String = "; split validation: 25%", _ after: String) -> String {
    """
    data d { read moons(samples: 40, noise: 0.1)\(split) }
    network net { dense 2, tanh; dense 1, sigmoid }
    let run = train net on d {
      loss log_loss; optimizer sgd; rate 0.1; batch 10; epochs 3; metrics accuracy
    }
    \(after)
    """
  }

  @Test(arguments: ["net", "run"])
  func `the results on the validation part are lists too`(owner: String) {
    let ran = run(
      script(
        """
        let curve = \(owner).history.validation.loss
        print length(curve), curve[3] == run.validation.loss, \(owner).history.epochs
        print length(\(owner).history.validation.accuracy), \(owner).iterations
        """))
    #expect(ran.messages == [])
    #expect(ran.output == "3 true 3\n3 9\n")
  }

  @Test func `without a validation part that is said, and nothing else is offered`() {
    for member in ["run.history.validation.loss", "net.history.validation", "run.validation.loss"] {
      let problems = run(script(split: "", "print \(member)")).problems
      #expect(problems.map(\.message.en) == ["this training had no validation part"], "\(member)")
    }
  }

  @Test(arguments: [
    ("run.history.nonsense", "it has: loss, accuracy, validation, epochs"),
    ("run.history.validation.nonsense", "it has: loss, accuracy, epochs"),
    ("run.nonsense", "it has: loss, accuracy, validation, history, epochs, iterations, seconds"),
    (
      "net.nonsense",
      "it has: loss, accuracy, history, train, validation, test, parameters, epochs, iterations"
    ),
  ])
  func `the list of what there is is that of the value itself`(member: String, list: String) {
    let problem = check(script("print \(member)")).first
    #expect(problem?.notes.map(\.en) == [list])
  }

  @Test func `after an evaluation a network has the rest too`() {
    let problem = run(script("evaluate net on d.validation\nprint net.nonsense")).problems.first
    #expect(
      problem?.notes.map(\.en) == [
        "it has: loss, accuracy, confusion, samples, history, train, validation, test, "
          + "parameters, epochs, iterations"
      ])
  }
}
