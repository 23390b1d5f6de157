import Kernels
package import Plans
package import Shapes

/// The standing rules that turn rows into inputs: all that was learnt from the training part.
///
/// It is kept with a network, and applied again to whatever the network is to predict.
package struct FeatureEncoding: Hashable, Codable, Sendable {
  /// In the order of the inputs.
  package var features: [FeatureRule]
  package var target: TargetRule
  /// Of a series: the rows of one sample.
  package var window: SampleWindow?
  /// The extents of the image that the inputs are the pixels of.
  package var image: Shape?

  /// How many numbers one row has.
  package var width: Int { features.reduce(0) { $0 + $1.width } }

  /// What a network gets for one sample: `[width]`, `[size, width]` of a window, or an image.
  package var inputShape: Shape { window.map { [$0.size, width] } ?? image ?? [width] }

  /// The columns that a row must give, in order.
  package var columnNames: [String] { features.map(\.name) }

  /// The inputs that are places among levels.
  package var categories: [CategoryColumn] {
    var place = 0
    var result: [CategoryColumn] = []
    for feature in features {
      if case .levels(let levels, _, .place) = feature.encoding {
        result.append(
          CategoryColumn(name: feature.name, place: place, categories: max(levels.count, 1)))
      }
      place += feature.width
    }
    return result
  }

  /// A name for each input: `age`, `city=Recife`.
  package var inputNames: [String] { features.flatMap(\.inputNames) }

  /// Columns that are to be read as texts, even where a new file holds only numbers in them.
  package var textColumns: Set<String> {
    Set(features.filter { $0.isText }.map(\.name))
  }
}

/// How one column becomes inputs.
package struct FeatureRule: Hashable, Codable, Sendable {
  package enum Encoding: Hashable, Codable, Sendable {
    /// One input; `replacement` stands in for a missing cell, and is in the column's own unit.
    case number(replacement: Double?, scale: LinearScale)
    /// What a cell may hold, and what stands in for a missing one.
    case levels([String], replacement: String?, LevelForm)
  }

  /// How a level becomes inputs.
  package enum LevelForm: Hashable, Codable, Sendable {
    /// An input for each level, 1 for the cell's own and 0 for the others.
    case oneHot
    /// One input, the place of the level from 0; -1 for one that is not known.
    case place
  }

  package var name: String
  /// Whether a formula of the script makes it from other columns.
  package var isDerived: Bool
  package var isText: Bool
  package var encoding: Encoding

  package var width: Int {
    switch encoding {
    case .number: 1
    case .levels(_, _, .place): 1
    case .levels(let levels, _, .oneHot): levels.count
    }
  }

  /// The texts that a column of texts or categories may hold.
  package var levels: [String] {
    if case .levels(let levels, _, _) = encoding { levels } else { [] }
  }

  package var inputNames: [String] {
    switch encoding {
    case .number, .levels(_, _, .place): [name]
    case .levels(let levels, _, .oneHot): levels.map { "\(name)=\($0)" }
    }
  }
}

/// `(x - shift) · factor`, and back.
package struct LinearScale: Hashable, Codable, Sendable {
  package var shift: Double
  /// Zero for a column that is constant.
  package var factor: Double

  package static let identity = LinearScale(shift: 0, factor: 1)

  package func scaled(_ value: Double) -> Double { (value - shift) * factor }

  package func undone(_ value: Double) -> Double {
    factor == 0 ? shift : value / factor + shift
  }
}

extension LinearScale {
  /// The scale that `rule` learns from `values`.
  init(_ rule: ScaleStep.Rule, of values: [Double]) {
    let numbers = NumberStatistics(of: values)
    let squares = numbers.mean.map { mean in
      values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    self.init(rule, of: numbers, squares: squares ?? 0)
  }

  /// The scale that `rule` learns from a column.
  ///
  /// `standard` gives mean 0 and population deviation 1, `minmax` the range from 0 to 1. A constant
  /// column has neither, and becomes 0.
  ///
  /// - Parameter squares: The sum of the squares of what is between the numbers and their mean.
  init(_ rule: ScaleStep.Rule, of numbers: NumberStatistics, squares: Double) {
    guard rule != .none, let mean = numbers.mean else {
      self = .identity
      return
    }
    let (least, most) = (numbers.least, numbers.most)
    let spread =
      rule == .standard ? (squares / Double(numbers.known)).squareRoot() : most - least
    guard least < most, (1 / spread).isFinite else {
      self.init(shift: least, factor: 0)
      return
    }
    self.init(shift: rule == .standard ? mean : least, factor: 1 / spread)
  }
}

/// What is predicted, and how it is said in the target's own words.
package struct TargetRule: Hashable, Codable, Sendable {
  package var kind: TargetKind
  /// The column or columns, or the formula's name.
  package var names: [String]
  package var isFormula: Bool
  /// In order; of two, the second is the positive one. Empty for numbers.
  package var classes: [String]
  /// One for each name of a number.
  package var scales: [LinearScale]

  /// How many numbers a network gives for it.
  package var outputs: Int {
    switch kind {
    case .number: names.count
    case .binary: 1
    case .classes: classes.count
    }
  }
}
