import ArgumentParser
import Diagnostics

/// The option that all commands share.
struct Speech: ParsableArguments {
  /// `Console.language` reads it, before the command line is parsed.
  @Option(
    help: .said(
      en: "The language of messages: en or pt (default: that of the locale).",
      pt: "O idioma das mensagens: en ou pt (padrão: o da localidade)."))
  var language: Language?
}

extension Language: ExpressibleByArgument {}
