import Reports

/// A picture, and how the script asked for it.
final class FigureValue {
  /// `surface(classifier)`.
  let name: String
  let figure: Figure

  init(name: String, figure: Figure) {
    self.name = name
    self.figure = figure
  }
}
