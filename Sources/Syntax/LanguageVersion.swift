package import Diagnostics

/// The versions of the language.
package enum LanguageVersion {
  /// The version that this program reads.
  package static let current = 1
}

extension Diagnostic {
  /// A script of a version that this program does not know.
  package static func unsupportedVersion(_ number: Double, at span: Span) -> Diagnostic {
    let current = LanguageVersion.current
    return .error(
      .unsupportedVersion,
      Text(
        en:
          "this program reads version \(current) of the language, not \(NumberText.exact(number))",
        pt: "este programa lê a versão \(current) da linguagem, e não a \(NumberText.exact(number))"
      ),
      at: Label(span))
  }
}
