import ArgumentParser
import Diagnostics

extension String {
  /// The half of a text that the user reads.
  static func said(en: String, pt: String) -> String {
    Text(en: en, pt: pt)[Console.language]
  }
}

extension ArgumentHelp {
  /// A help text in the user's language.
  static func said(en: String, pt: String, valueName: String? = nil) -> ArgumentHelp {
    ArgumentHelp(.said(en: en, pt: pt), valueName: valueName)
  }
}

/// What the argument parser says of its own accord, which it knows in English only.
enum ParserTexts {
  private static let portuguese = [
    "OVERVIEW: ": "RESUMO: ", "USAGE: ": "USO: ", "Usage: ": "Uso: ", "ARGUMENTS:": "ARGUMENTOS:",
    "OPTIONS:": "OPÇÕES:", "SUBCOMMANDS:": "SUBCOMANDOS:", "Error: ": "Erro: ", "Help: ": "Ajuda: ",
    "Show the version.": "Mostra a versão.", "Show help information.": "Mostra esta ajuda.",
    "(values: ": "(valores: ", "  See '": "  Veja '", "' for detailed help.": "'.",
    "' for more information.": "'.", "Missing expected argument": "Falta o argumento",
    "Unexpected argument": "Argumento inesperado", "Unknown option": "Opção desconhecida",
    "Missing value for": "Falta o valor de", "The value ": "O valor ",
    " is invalid for ": " não serve para ", "Did you mean": "Você quis dizer",
  ]

  /// `text` in `language`.
  static func translated(_ text: String, to language: Language) -> String {
    guard language == .portuguese else { return text }
    return portuguese.reduce(text) { $0.replacing($1.key, with: $1.value) }
  }
}
