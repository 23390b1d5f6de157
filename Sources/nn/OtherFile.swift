import Diagnostics

extension ScriptFile {
  /// What the file at `path` is by the end of its name, where that is no script, and what is done
  /// with it.
  static func otherKind(of path: String) -> Text? {
    let name = path.lowercased()
    func ends(_ endings: String...) -> Bool { endings.contains { name.hasSuffix("." + $0) } }
    // What is not there is said to be missing.
    guard ComparedScript.isFile(path) else { return nil }
    if ends("csv", "tsv", "csv.gz", "tsv.gz", "npy", "npz", "sqlite", "db") {
      let inner = "read \"\(path)\""
      return Text(
        en: "'\(path)' is a table, not a script; a script takes it in with '\(inner)' in a 'data' "
          + "block",
        pt: "'\(path)' é uma tabela, não um script; um script a lê com '\(inner)' em um bloco "
          + "'data'")
    }
    if ends("safetensors") {
      return Text(
        en: "'\(path)' is a saved network, not a script; 'nn show', 'nn predict' and 'nn evaluate' "
          + "take it",
        pt: "'\(path)' é uma rede salva, não um script; 'nn show', 'nn predict' e 'nn evaluate' a "
          + "recebem")
    }
    if ends("onnx") {
      return Text(
        en: "'\(path)' is a network for other programs, not a script",
        pt: "'\(path)' é uma rede para outros programas, não um script")
    }
    return nil
  }
}
