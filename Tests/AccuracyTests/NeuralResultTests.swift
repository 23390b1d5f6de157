import Foundation
import TestSupport
import Testing

/// Networks of one hidden layer, against results of scikit-learn 1.9.1 that were made the same way:
/// relu, Adam with rate 0.01, batch 32, 100 epochs unless a line says otherwise, each fifth row for
/// the test. For regressions the target is standardized too.
enum NeuralResults {
  struct Case: Sendable, CustomStringConvertible {
    let table: ReferenceTable
    let hidden: Int
    let output: Output
    /// What the other program reached, over 5 seeds, or 3 for regressions.
    let known: ClosedRange<Double>
    /// How far around that range ours may lie; see `NeuralResults.all`.
    let tolerance: Double
    /// Where the training is another one: the lines that say so.
    let training: String

    enum Output: Sendable {
      case yes, classes(Int), number
    }

    var description: String { table.description }

    init(
      _ name: String, _ path: String, _ lines: String, hidden: Int = 16, _ output: Output,
      _ known: ClosedRange<Double>, tolerance: Double,
      training: String = "rate 0.01; batch 32; epochs 100"
    ) {
      table = ReferenceTable(name, path, lines)
      (self.hidden, self.output, self.known) = (hidden, output, known)
      (self.tolerance, self.training) = (tolerance, training)
    }

    var metric: String {
      if case .number = output { "rmse" } else { "accuracy" }
    }

    /// The metric on the test rows after a training with `seed`.
    func result(seed: Int) throws -> Double {
      let (last, loss) =
        switch output {
        case .yes: ("dense 1, sigmoid", "log_loss")
        case .classes(let count): ("dense \(count), softmax", "cross_entropy")
        case .number: ("dense 1", "mse")
        }
      let found = try numbers(
        printedBy: table.block(scalesTarget: metric == "rmse") + """
          network net { \(table.isShaped ? "flatten; " : "")dense \(hidden), relu; \(last) }
          train net on table {
            seed \(seed); loss \(loss); optimizer adam; \(training); metrics \(metric)
          }
          evaluate net on table.test
          print net.test.\(metric)
          """)
      return try #require(found.last)
    }

    /// The known range, widened.
    var allowed: ClosedRange<Double> {
      known.lowerBound - tolerance...known.upperBound + tolerance
    }
  }

  private static let hours = "absenteeism/Absenteeism_at_work.csv"
  private static let categories =
    "category `Reason for absence`, `Month of absence`, `Day of the week`, Seasons, Education"

  /// The tolerance of an accuracy is two rows of the test part; where a range was measured over
  /// three seeds only, that of an error is the width of the range, and at least 3 %. The same
  /// program moves by as much with other seeds: for the logarithm of the hours, ten of its seeds
  /// gave 0.736 to 0.804 where the three gave 0.759.
  static let all: [Case] = [
    Case(
      "iris", "iris.csv", "target species", .classes(3), 0.933...0.967, tolerance: 2 / 30),
    Case(
      "breast cancer", "breast_cancer.csv", "target diagnosis", .yes, 0.991...1,
      tolerance: 2 / 113),
    Case(
      "digits", "digits.csv", "target digit, kind: classes", hidden: 32, .classes(10),
      0.972...0.978, tolerance: 2 / 359),
    Case(
      "diabetes", "diabetes.csv", "target progression", .number, 60.4...61.4, tolerance: 1.8),
    Case(
      "wine", "wine/wine.csv", "target class, kind: classes", .classes(3), 0.971...0.971,
      tolerance: 2 / 35),
    Case(
      "penguins", "penguins/penguins.csv",
      "drop island, year, sex; missing drop; target species", .classes(3), 0.985...0.985,
      tolerance: 2 / 66),
    Case(
      "titanic", "titanic/titanic.csv",
      """
      drop name, ticket, cabin; category pclass
      missing mean, age; missing most_frequent, embarked
      target survived == 1, name: lived
      """, .yes, 0.787...0.803, tolerance: 2 / 178),
    Case(
      "heart", "heart/heart_cleveland.csv",
      "category cp, restecg, slope, thal; missing drop; target num > 0, name: ill", hidden: 8,
      .yes, 0.661...0.780, tolerance: 2 / 59),
    Case(
      "banknote", "banknote/banknote.csv", "target class == 1, name: forged", .yes, 1...1,
      tolerance: 2 / 274),
    Case(
      "absence of more than 3 hours", hours,
      "drop ID; target `Absenteeism time in hours` > 3, name: long", .yes, 0.723...0.770,
      tolerance: 2 / 148),
    Case(
      "the same with categories", hours,
      "drop ID; \(categories); target `Absenteeism time in hours` > 3, name: long", .yes,
      0.743...0.824, tolerance: 2 / 148),
    Case(
      "three lengths of absence", hours,
      """
      drop ID
      target (if `Absenteeism time in hours` == 0 then 0 else if `Absenteeism time in hours` <= 8 \
      then 1 else 2), name: length, kind: classes
      """, .classes(3), 0.804...0.831, tolerance: 2 / 148),
    Case(
      "hours of absence", hours, "drop ID; target `Absenteeism time in hours`", .number,
      16.2...16.8, tolerance: 0.6),
    Case(
      "hours of absence with categories", hours,
      "drop ID; \(categories); target `Absenteeism time in hours`", .number, 19.8...21.3,
      tolerance: 1.5),
    Case(
      "logarithm of the hours", hours,
      "drop ID; target log(1 + `Absenteeism time in hours`), name: logarithm", .number,
      0.736...0.804, tolerance: 0.03, training: "rate 0.01; batch 32; epochs 20"),
    Case(
      "auto-mpg", "auto-mpg/auto_mpg.csv", "drop name; missing drop; target mpg", .number,
      2.22...2.53, tolerance: 0.31),
    Case(
      "California housing", "california-housing/housing.csv",
      "missing drop; target median_house_value / 1000, name: thousands", hidden: 32, .number,
      58.2...58.2, tolerance: 1.8, training: "rate 0.003; batch 64; epochs 10"),
    Case(
      "abalone", "abalone/abalone.csv", "target rings", .number, 2.041...2.093, tolerance: 0.06),
    Case(
      "red wine", "wine-quality/winequality-red.csv", "target quality", .number, 0.682...0.722,
      tolerance: 0.04),
    Case(
      "white wine", "wine-quality/winequality-white.csv", "target quality", .number,
      0.715...0.721, tolerance: 0.022),
    Case(
      "energy", "energy/energy.csv", "drop y2; target y1", .number, 0.69...1.34, tolerance: 0.65),
    Case(
      "bike sharing", "bike-sharing/day.csv",
      "drop instant, dteday, casual, registered; target cnt", .number, 682...739, tolerance: 57),
    Case(
      "moons", "synthetic/moons.csv", "target class", .yes, 0.984...0.984, tolerance: 2 / 100),
    Case("circles", "synthetic/circles.csv", "target class", .yes, 1...1, tolerance: 2 / 100),
    Case(
      "spirals", "synthetic/spirals.csv", "target class, kind: classes", .classes(3), 1...1,
      tolerance: 2 / 60),
    Case(
      "blobs", "synthetic/blobs.csv", "target class, kind: classes", .classes(4), 1...1,
      tolerance: 2 / 80),
    Case(
      "income", "adult/adult_train.csv",
      """
      read train: "FOLDER/adult/adult_train.csv", test: "FOLDER/adult/adult_test.csv", header: false
      target column_15 in [">50K", ">50K."], name: rich
      """, .yes, 0.853...0.853, tolerance: 0.005, training: "rate 0.001; batch 64; epochs 5"),
    Case(
      "MNIST, 32 units", "mnist/train-images-idx3-ubyte.gz", mnist, hidden: 32, .classes(10),
      0.960...0.960, tolerance: 0.005, training: "rate 0.001; batch 64; epochs 5"),
    Case(
      "MNIST, 100 units", "mnist/train-images-idx3-ubyte.gz", mnist, hidden: 100, .classes(10),
      0.974...0.974, tolerance: 0.005, training: "rate 0.001; batch 64; epochs 5"),
    Case(
      "10,000 of Fashion-MNIST, 32 units", "fashion-mnist/train10k-images-idx3-ubyte.gz", fashion,
      hidden: 32, .classes(10), 0.840...0.840, tolerance: 0.01,
      training: "rate 0.001; batch 64; epochs 10"),
    Case(
      "10,000 of Fashion-MNIST, 100 units", "fashion-mnist/train10k-images-idx3-ubyte.gz", fashion,
      hidden: 100, .classes(10), 0.847...0.847, tolerance: 0.01,
      training: "rate 0.001; batch 64; epochs 10"),
  ]

  private static let mnist = """
    read train: "FOLDER/mnist/train-images-idx3-ubyte.gz", \
    test: "FOLDER/mnist/t10k-images-idx3-ubyte.gz"
    scale minmax
    """
  private static let fashion = """
    read train: "FOLDER/fashion-mnist/train10k-images-idx3-ubyte.gz", \
    test: "FOLDER/fashion-mnist/t10k-images-idx3-ubyte.gz"
    scale minmax
    """
}

@Suite struct NeuralResultTests {
  /// Small ones that the project has.
  private static let few = NeuralResults.all.filter { !$0.table.path.contains("/") }

  @Test(arguments: few)
  func `a network of one hidden layer does as well as elsewhere`(_ known: NeuralResults.Case) throws
  {
    let result = try known.result(seed: 1)
    #expect(known.allowed.contains(result))
  }
}

/// All tables that are there, five seeds each: `make soak`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["NN_SOAK"] != nil))
struct NeuralSoakTests {
  @Test(arguments: NeuralResults.all.filter(\.table.isThere))
  func `networks of one hidden layer do as well as elsewhere on average`(
    _ known: NeuralResults.Case
  ) throws {
    let results = try (1...5).map { try known.result(seed: $0) }
    let mean = results.reduce(0, +) / Double(results.count)
    print("\(known): \(mean) of \(results), elsewhere \(known.known)")
    #expect(known.allowed.contains(mean))
  }
}
