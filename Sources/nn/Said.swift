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
    " unexpected arguments: ": " argumentos inesperados: ", "Missing one of: ": "Falta um de: ",
    "Invalid option: ": "Opção inválida: ", "Missing required subcommand.": "Falta o subcomando.",
    "The option '": "A opção '", "' does not take any value, but '": "' não aceita valor, e '",
    "' was specified.": "' foi dado.", "Value to be set with ": "O valor de ",
    " had already been set with ": " já foi definido por ", "   or: ": "   ou: ",
    "Please provide one of the following:": "Use um destes:",
    "Please provide one of ": "Use um destes: ", "(default: ": "(padrão: ",
    "Can't autodetect a supported shell.": "Não foi possível reconhecer o shell.",
    "Can't generate completion scripts for ": "Não há script de completação para ",
    "Please use --generate-completion-script=<shell> with one of:":
      "Use --generate-completion-script=<shell> com um destes:",
    "[<options>]": "[<opções>]", "<subcommand>": "<subcomando>",
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
    // The longer first, since some begin as others do.
    return portuguese.sorted { ($0.key.count, $0.key) > ($1.key.count, $1.key) }
      .reduce(text) { $0.replacing($1.key, with: $1.value) }
  }
}
