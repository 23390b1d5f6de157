import Kernels

@testable import Tables

/// The steps of a data block for a test, with ids from 1 in the order in which they are added.
struct Steps {
  private(set) var steps = DataSteps(name: "data", source: .file(path: ""))
  private var lastID = 0

  private mutating func nextID() -> Int {
    lastID += 1
    return lastID
  }

  static func target(_ names: String..., kind: TargetKind? = nil) -> Steps {
    var result = Steps()
    result.steps.target = TargetStep(id: result.nextID(), .columns(names), kind: kind)
    return result
  }

  static func target(
    _ name: String, reads: [String], kind: TargetKind? = nil,
    _ formula: @escaping (RowCells) -> CellValue
  ) -> Steps {
    var result = Steps()
    let form = TargetStep.Form.formula(name: name, reads: reads) { formula($0) }
    result.steps.target = TargetStep(id: result.nextID(), form, kind: kind)
    return result
  }

  static var generated: Steps { Steps() }

  func drop(_ names: String...) -> Steps {
    adding { steps, id in steps.drops += names.map { ColumnStep(id: id, column: $0) } }
  }

  func category(_ names: String...) -> Steps {
    adding { steps, id in steps.categories += names.map { CategoryStep(id: id, column: $0) } }
  }

  func embedded(_ names: String...) -> Steps {
    adding { steps, id in
      steps.categories += names.map { CategoryStep(id: id, column: $0, isEmbedded: true) }
    }
  }

  func column(_ name: String, _ formula: @escaping (RowCells) -> CellValue) -> Steps {
    adding { steps, id in
      steps.derived.append(DerivedStep(id: id, name: name) { formula($0) })
    }
  }

  func filter(_ formula: @escaping (RowCells) -> CellValue) -> Steps {
    adding { steps, id in steps.filters.append(FilterStep(id: id) { formula($0) }) }
  }

  func missing(_ rule: MissingStep.Rule, _ names: String...) -> Steps {
    adding { steps, id in steps.missing.append(MissingStep(id: id, rule, columns: names)) }
  }

  func scale(_ rule: ScaleStep.Rule, _ names: String..., target: Bool = false) -> Steps {
    adding { steps, id in
      steps.scales.append(ScaleStep(id: id, rule, columns: names, includesTarget: target))
    }
  }

  func split(
    train: Double? = nil, validation: SplitStep.Size? = nil, test: SplitStep.Size? = nil,
    keepsOrder: Bool = false
  ) -> Steps {
    adding { steps, id in
      steps.split = SplitStep(
        id: id, train: train, validation: validation, test: test, keepsOrder: keepsOrder)
    }
  }

  func window(_ size: Int, horizon: Int) -> Steps {
    adding { steps, id in
      steps.window = WindowStep(id: id, SampleWindow(size: size, horizon: horizon))
    }
  }

  func prepared(_ table: Table, seed: UInt64 = 0) throws -> PreparedData {
    try prepare(table, steps, seed: seed)
  }

  func prepared(_ text: String, seed: UInt64 = 0) throws -> PreparedData {
    try prepared(table(text), seed: seed)
  }

  func problem(_ text: String) -> TableError? {
    TablesTests.problem { _ = try prepared(text) }
  }

  private func adding(_ change: (inout DataSteps, Int) -> Void) -> Steps {
    var result = self
    let id = result.nextID()
    change(&result.steps, id)
    return result
  }
}

extension Samples {
  /// The inputs of each sample.
  var rows: [[Float]] {
    (0..<count).map { row in
      (0..<inputsPerSample).map { inputs[row, $0] }
    }
  }

  /// The targets of each sample: numbers, 0 or 1, or the place of the class.
  var targetRows: [[Float]] {
    switch targets {
    case .values(let values, let outputs):
      (0..<count).map { row in (0..<outputs).map { values[row * outputs + $0] } }
    case .binary(let values): (0..<count).map { [values[$0]] }
    case .classes(let places, _): places.map { [Float($0)] }
    case nil: []
    }
  }
}

extension CellValue {
  /// The number in the cell, or one that shows up at once.
  var number: Double {
    if case .number(let value) = self { value } else { -999_999 }
  }
}

extension RowCells {
  func number(_ name: String) -> Double { self[name]?.number ?? -999_999 }
}
