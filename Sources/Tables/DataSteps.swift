/// What a `data` block asks for; the order of the lines does not matter.
///
/// Each step has an `id`, by which problems name it.
package struct DataSteps {
  package var name: String
  package var source: DataSource
  package var drops: [ColumnStep] = []
  package var target: TargetStep?
  package var categories: [CategoryStep] = []
  /// The column that says how much each sample counts.
  package var weight: ColumnStep?
  package var derived: [DerivedStep] = []
  package var filters: [FilterStep] = []
  package var missing: [MissingStep] = []
  package var scales: [ScaleStep] = []
  package var split: SplitStep?
  package var window: WindowStep?

  package init(name: String, source: DataSource) {
    self.name = name
    self.source = source
  }
}

/// Where rows come from.
package enum DataSource: Hashable, Sendable {
  /// A CSV file, plain or compressed with gzip; what is `nil` is found out.
  case file(path: String, separator: Character? = nil, hasHeader: Bool? = nil)
  case generator(GeneratorPlan)
  /// A file for each part; those of validation and test may be absent.
  case files(train: PartFile, validation: PartFile?, test: PartFile?)
}

/// The file of one part, with the `id` of what names it.
package struct PartFile: Hashable, Sendable {
  package var id: Int
  package var path: String
  package var separator: Character?
  package var hasHeader: Bool?

  package init(id: Int, path: String, separator: Character? = nil, hasHeader: Bool? = nil) {
    self.id = id
    self.path = path
    self.separator = separator
    self.hasHeader = hasHeader
  }
}

/// A made set of points.
package struct GeneratorPlan: Hashable, Codable, Sendable {
  /// The raw value of a `Generator`.
  package var name: String
  package var samples: Int
  /// The standard deviation of what is added to each coordinate.
  package var noise: Double
  package var seed: UInt64

  package init(name: String, samples: Int = 0, noise: Double = 0, seed: UInt64 = 0) {
    self.name = name
    self.samples = samples
    self.noise = noise
    self.seed = seed
  }
}

/// A column that `category` names.
package struct CategoryStep: Hashable, Sendable {
  package var id: Int
  package var column: String
  /// Whether it stays one column, of places among its levels, for an `embedding` layer.
  package var isEmbedded: Bool

  package init(id: Int, column: String, isEmbedded: Bool = false) {
    (self.id, self.column, self.isEmbedded) = (id, column, isEmbedded)
  }
}

/// A column that `drop` or `weight` names.
package struct ColumnStep: Hashable, Sendable {
  package var id: Int
  package var column: String

  package init(id: Int, column: String) {
    self.id = id
    self.column = column
  }
}

/// Gives the value of one row; the caller keeps its own problem when it throws.
package typealias RowFormula = (RowCells) throws(RowFormulaFailed) -> CellValue

/// A formula could not be computed; whoever made the formula knows why.
package struct RowFormulaFailed: Error, Hashable, Sendable {
  package init() {}
}

/// `column bmi: Weight / Height ^ 2`.
package struct DerivedStep {
  package var id: Int
  package var name: String
  package var formula: RowFormula

  package init(id: Int, name: String, formula: @escaping RowFormula) {
    self.id = id
    self.name = name
    self.formula = formula
  }
}

/// `where Age >= 18`: rows for which the formula is not true leave.
package struct FilterStep {
  package var id: Int
  package var formula: RowFormula

  package init(id: Int, formula: @escaping RowFormula) {
    self.id = id
    self.formula = formula
  }
}

/// `target`: what is to be predicted.
package struct TargetStep {
  package enum Form {
    case columns([String])
    /// `reads` are the columns in the formula, which are then no features.
    case formula(name: String, reads: [String], RowFormula)
  }
  package var id: Int
  package var form: Form
  /// `kind:`, where it is written.
  package var kind: TargetKind?

  package init(id: Int, _ form: Form, kind: TargetKind? = nil) {
    self.id = id
    self.form = form
    self.kind = kind
  }
}

/// What kind of value is predicted.
package enum TargetKind: String, Hashable, Codable, Sendable, CaseIterable {
  /// A number, or several: a regression.
  case number
  /// One of two values, as the probability of the second.
  case binary
  /// One of several classes, as the probability of each.
  case classes
}

/// `missing mean, Age`; without columns it holds for all that no other line names.
package struct MissingStep: Hashable, Sendable {
  package enum Rule: String, Hashable, Codable, Sendable, CaseIterable {
    case mean, median, drop, error
    case mostFrequent = "most_frequent"
  }
  package var id: Int
  package var rule: Rule
  package var columns: [String]

  package init(id: Int, _ rule: Rule, columns: [String] = []) {
    self.id = id
    self.rule = rule
    self.columns = columns
  }
}

/// `scale standard, Age`; without columns and target it holds for all features that no other line names.
package struct ScaleStep: Hashable, Sendable {
  package enum Rule: String, Hashable, Codable, Sendable, CaseIterable {
    case standard, minmax, none
  }
  package var id: Int
  package var rule: Rule
  package var columns: [String]
  /// Whether the word `target` stands among the columns.
  package var includesTarget: Bool

  package init(id: Int, _ rule: Rule, columns: [String] = [], includesTarget: Bool = false) {
    self.id = id
    self.rule = rule
    self.columns = columns
    self.includesTarget = includesTarget
  }
}

/// `split train: 70%, validation: 15%, test: 15%`.
package struct SplitStep: Hashable, Sendable {
  package enum Size: Hashable, Sendable {
    case share(Double)
    /// Each n-th of the rows that remain, without chance.
    case every(Int)
  }
  package var id: Int
  /// The rest where it is left out.
  package var train: Double?
  package var validation: Size?
  package var test: Size?
  /// `order: kept`: the parts follow one another as in the file.
  package var keepsOrder: Bool

  package init(
    id: Int, train: Double? = nil, validation: Size? = nil, test: Size? = nil,
    keepsOrder: Bool = false
  ) {
    self.id = id
    self.train = train
    self.validation = validation
    self.test = test
    self.keepsOrder = keepsOrder
  }
}

/// `window size: 24, horizon: 1`.
package struct WindowStep: Hashable, Sendable {
  package var id: Int
  package var window: SampleWindow

  package init(id: Int, _ window: SampleWindow) {
    self.id = id
    self.window = window
  }
}

/// A sample of a series: `size` rows, whose target lies `horizon` rows behind the last of them.
package struct SampleWindow: Hashable, Codable, Sendable {
  package var size: Int
  package var horizon: Int

  package init(size: Int, horizon: Int) {
    self.size = size
    self.horizon = horizon
  }
}
