import Diagnostics
import Reports
import Testing
import Vocabulary

@Suite struct EntryHelpTests {
  private static let entry = Entry(
    .word([.data]), "read", Text(en: "Says where the rows come from.", pt: "Diz de onde vêm."),
    settings: [
      SettingDescription(
        "source", .source, required: true, positional: true,
        Text(en: "A path, or a generator.", pt: "Um caminho, ou um gerador.")),
      SettingDescription(
        "header", .boolean, default: .boolean(true),
        Text(en: "Whether the first row holds the names.", pt: "Se a primeira linha traz nomes.")),
      SettingDescription(
        "rows", .wholeNumber, .atLeast(1), Text(en: "How many.", pt: "Quantas.")),
    ],
    tails: [.alias], block: .data, example: "read \"iris.csv\"",
    foreignNames: ["pandas": "read_csv", "pytorch": "DataLoader"])

  @Test func `help says all that the catalogue knows of a word`() {
    #expect(
      entryHelp(Self.entry, style: .plain, language: .english) == """
        read · step of data
          Says where the rows come from.

        Form
          read SOURCE[, header: …][, rows: …] [as …] { … }

        Settings
          source   a path or a generator, required  A path, or a generator.
          header:  true | false, default true       Whether the first row holds the names.
          rows:    whole, at least 1                How many.

        Example
          read "iris.csv"

        Known elsewhere as read_csv (pandas), DataLoader (PyTorch)

        In the tour: 12. Data from a table

        """)
  }

  @Test func `help speaks Portuguese`() {
    let text = entryHelp(Self.entry, style: .plain, language: .portuguese)
    #expect(text.contains("passo de data\n  Diz de onde vêm."))
    #expect(text.contains("rows:    inteiro, ao menos 1"))
    #expect(text.contains("Em outros lugares: read_csv (pandas)"))
  }

  @Test func `a function shows its call, a loss its definition`() {
    let function = Entry(
      .function, "mod", Text(verbatim: "The rest."),
      settings: [
        SettingDescription("a", .number, required: true, positional: true, Text(verbatim: "")),
        SettingDescription("b", .number, required: true, positional: true, Text(verbatim: "")),
      ], example: "mod(7, 3)")
    #expect(entryHelp(function, style: .plain, language: .english).contains("\n  mod(a, b)\n"))
    let loss = Entry(
      .loss, "mse", Text(verbatim: "Far."), example: "loss mse",
      definition: "fn mse(prediction, target) =\n  mean((prediction - target) ^ 2)")
    #expect(
      entryHelp(loss, style: .plain, language: .english) == """
        mse · loss
          Far.

        Definition
          fn mse(prediction, target) =
            mean((prediction - target) ^ 2)

        Example
          loss mse

        In the tour: 4. The wrong loss is our own fault

        """)
  }

  @Test func `what cannot be had yet says so`() {
    var entry = Self.entry
    entry.isAvailable = false
    #expect(
      entryHelp(entry, style: .plain, language: .english)
        .contains("rows come from.\n  Not available in this version.\n"))
  }
}
