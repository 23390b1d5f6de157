import ArgumentParser

/// The script that a command is about.
struct ScriptArgument: ParsableArguments {
  @Argument(
    help: .said(
      en: "The script, or '-' for the standard input.",
      pt: "O script, ou '-' para a entrada padrão."),
    completion: .file(extensions: ["nn"]))
  var script: String
}

/// The scripts that a command is about.
struct ScriptArguments: ParsableArguments {
  @Argument(
    help: .said(
      en: "The scripts, or '-' for the standard input.",
      pt: "Os scripts, ou '-' para a entrada padrão."),
    completion: .file(extensions: ["nn"]))
  var files: [String]
}
