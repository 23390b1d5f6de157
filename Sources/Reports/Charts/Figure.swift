/// Pictures side by side.
package struct Figure: Sendable {
  /// One picture.
  package enum Panel: Sendable {
    case chart(Chart)
    case images(ImageSheet)
    case relief(Relief)
    case diagram(LayerDiagram)
  }

  package var panels: [Panel]
  /// How many stand beside each other; `nil` for as many as can be read.
  package var columns: Int?
  /// What the colours of all panels mean, said once.
  package var legend: [Chart.Series] = []

  package init(_ panels: [Panel], columns: Int? = nil) {
    self.panels = panels
    self.columns = columns
  }

  package init(_ chart: Chart) { self.init([.chart(chart)]) }

  /// All panels of `figures` together.
  package init(_ figures: [Figure]) {
    self.init(figures.flatMap(\.panels), columns: figures.count == 1 ? figures[0].columns : nil)
    legend = figures.lazy.map(\.legend).first { !$0.isEmpty } ?? []
  }
}

extension Figure {
  package var titles: [String] { panels.map(\.title) }

  /// The figure with `title` above it: instead of its own, where it has one only, else before each.
  package func titled(_ title: String) -> Figure {
    guard panels.count == 1 else { return named(title) }
    var figure = self
    figure.panels[0].title = title
    return figure
  }

  /// The figure with `name` before each of its titles.
  package func named(_ name: String) -> Figure {
    var figure = self
    for (index, title) in titles.enumerated() {
      figure.panels[index].title = title.isEmpty ? name : "\(name): \(title)"
    }
    return figure
  }
}

extension Figure.Panel {
  var title: String {
    get {
      switch self {
      case .chart(let chart): chart.title
      case .images(let sheet): sheet.title
      case .relief(let relief): relief.title
      case .diagram(let diagram): diagram.title
      }
    }
    set {
      switch self {
      case .chart(var chart):
        chart.title = newValue
        self = .chart(chart)
      case .images(var sheet):
        sheet.title = newValue
        self = .images(sheet)
      case .relief(var relief):
        relief.title = newValue
        self = .relief(relief)
      case .diagram(var diagram):
        diagram.title = newValue
        self = .diagram(diagram)
      }
    }
  }
}

/// Small images, such as the weights of units or filters.
package struct ImageSheet: Sendable {
  package struct Image: Sendable {
    package var name: String
    package var columns: Int
    /// Row by row from the top.
    package var values: [Double]

    package init(name: String, columns: Int, values: [Double]) {
      self.name = name
      self.columns = columns
      self.values = values
    }

    var rows: Int { columns > 0 ? values.count / columns : 0 }
  }
  package var title: String
  package var images: [Image]
  package var remarks: [String]

  package init(title: String, images: [Image], remarks: [String] = []) {
    self.title = title
    self.images = images
    self.remarks = remarks
  }
}

/// A surface seen from above and aside, with a way over it.
package struct Relief: Sendable {
  package var title: String
  package var x: String
  package var y: String
  package var z: String
  /// Heights on a grid; its look is `ramp`.
  package var field: Chart.Field
  package var path: [Chart.Point]

  package init(
    title: String, x: String, y: String, z: String, field: Chart.Field, path: [Chart.Point]
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.z = z
    self.field = field.thinned(to: 61)
    self.path = path
  }
}

/// A network as boxes, from its input to its output.
package struct LayerDiagram: Sendable {
  package struct Box: Sendable {
    package var name: String
    package var detail: String
    /// How many numbers it learns, in words; `nil` where it learns none.
    package var parameters: String?
    package var output: String
    /// The boxes that it takes the outputs of.
    package var inputs: [Int]

    package init(name: String, detail: String, parameters: String?, output: String, inputs: [Int]) {
      self.name = name
      self.detail = detail
      self.parameters = parameters
      self.output = output
      self.inputs = inputs
    }
  }
  package var title: String
  package var boxes: [Box]

  package init(title: String, boxes: [Box]) {
    self.title = title
    self.boxes = boxes
  }
}
