package import Diagnostics

/// Why a network cannot be written in another format.
package struct ExportProblem: Error, Hashable, Sendable {
  /// The layer that it lies in; `nil` where it is none.
  package var layer: String?
  /// What the format lacks.
  package var reason: Text
  /// What to do about it.
  package var remedy: Text

  package init(_ reason: Text, layer: String? = nil, remedy: Text) {
    (self.reason, self.layer, self.remedy) = (reason, layer, remedy)
  }
}
