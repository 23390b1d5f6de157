/// The languages in which the tool speaks to people.
package enum Language: String, Hashable, Codable, Sendable, CaseIterable {
  case english = "en"
  case portuguese = "pt"
}

/// A text that a person reads, in English and in Brazilian Portuguese.
package struct Text: Hashable, Codable, Sendable {
  package var en: String
  package var pt: String

  package init(en: String, pt: String) {
    self.en = en
    self.pt = pt
  }

  /// A text that is the same in both languages: code, a name, a number.
  package init(verbatim text: String) {
    self.init(en: text, pt: text)
  }

  /// The half in `language`.
  package subscript(language: Language) -> String {
    switch language {
    case .english: en
    case .portuguese: pt
    }
  }
}
