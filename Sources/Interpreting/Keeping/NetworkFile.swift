package import Diagnostics
import Engine
import Kernels
package import Plans
import Prelude
import Reports
import Safetensors
import Tables
import Vocabulary

/// A network from a file, used without the script that made it.
package final class NetworkFile {
  private let saved: SavedNetwork
  private let training: TrainedWith?
  private let model: Model
  private let interpreter: Interpreter

  /// What is wrong with the file, or with the rows that it is to answer for.
  package struct Problem: Error {
    package let message: Text
    package let notes: [Text]

    init(_ message: Text, notes: [Text] = []) {
      (self.message, self.notes) = (message, notes)
    }
  }

  /// Reads what `save` has written.
  ///
  /// - Parameter name: What messages call the file.
  package init(
    _ bytes: [UInt8], named name: String, host: Host, options: RunOptions
  ) throws(Problem) {
    func unusable(_ why: Text, _ remedy: Text? = nil) -> Problem {
      Problem(
        Text(en: "'\(name)' \(why.en)", pt: "'\(name)' \(why.pt)"), notes: remedy.map { [$0] } ?? []
      )
    }
    let file: TensorFile
    do throws(TensorFileError) {
      file = try TensorFile(bytes)
    } catch {
      throw unusable(error.message, error.remedy)
    }
    let read: SavedNetwork?
    do throws(SavedNetwork.Unreadable) {
      read = try SavedNetwork(file)
    } catch {
      throw unusable(error.message)
    }
    guard var saved = read else {
      throw unusable(
        Text(
          en: "holds tensors alone, and does not say of which network",
          pt: "só tem tensores, e não diz de que rede"),
        Text(
          en: "'load' in a script that declares the network takes them",
          pt: "'load' em um script que declara a rede os lê"))
    }
    interpreter = Interpreter(
      mode: .real, host: host, options: options, catalogue: .builtin, tables: TableCache())
    let script: LoadedScript
    do throws(LoadedScript.Unusable) {
      script = try LoadedScript(saved.source, for: interpreter)
    } catch {
      throw unusable(SavedNetwork.unusableFunctions(error.message))
    }
    saved.plan = saved.plan.renamingFunctions(script.resolved)
    training = saved.training(with: script, at: Self.nowhere)
    let table = interpreter.scriptFunctions.table
    do throws(EngineError) {
      // Before memory is taken for a network, the file has to hold it.
      let shapes = try saved.plan.tensorShapes(table)
      guard
        TensorDifferences(wanted: shapes, found: file.tensors.map { ($0.name, $0.shape) }).isEmpty
      else { throw EngineError.noSamples }
      model = try Model(saved.plan, functions: table, seed: 0)
      _ = model.take(saved.tensors)
    } catch {
      if case .noSamples = error {
        throw unusable(
          Text(
            en: "is damaged: its tensors are not those of the network that it describes",
            pt: "está danificado: seus tensores não são os da rede que ele descreve"))
      }
      throw Self.problem(error, saved.plan.name, interpreter)
    }
    if let (message, remedy) = file.damage { throw unusable(message, remedy) }
    self.saved = saved
  }

  private static let nowhere = Span(FileID(0), 0..<0)

  /// A table's file: as the process can open it, and what messages call it.
  package struct Place {
    package var path: String
    package var name: Text

    package init(path: String, name: Text) { (self.path, self.name) = (path, name) }

    /// A message of those who know the path alone.
    fileprivate func named(_ message: Text) -> Text {
      Text(
        en: message.en.replacing("'\(path)'", with: "'\(name.en)'"),
        pt: message.pt.replacing("'\(path)'", with: "'\(name.pt)'"))
    }
  }

  /// The answers for the rows of a table, as CSV.
  package func predictions(forTableAt place: Place) throws(Problem) -> (
    csv: [UInt8], warnings: [Text]
  ) {
    let (prepared, samples, warnings) = try samples(ofTableAt: place, hasTarget: false)
    do throws(EngineError) {
      let predictions = try model.predict(samples, threads: interpreter.options.threads)
      let csv = prepared.encoding.target.predictionCSV(
        predictions.values, rows: predictions.rows,
        areProbabilities: saved.plan.givesProbabilities)
      return (csv, warnings + Self.notFinite(predictions))
    } catch {
      throw Self.problem(error, saved.plan.name, interpreter)
    }
  }

  private static func notFinite(_ predictions: Predictions) -> [Text] {
    let rows = (0..<predictions.rows).filter { row in
      let first = row * predictions.outputs
      return !predictions.values[first..<first + predictions.outputs].allSatisfy(\.isFinite)
    }
    guard let first = rows.first else { return [] }
    let count = NumberText.count(rows.count)
    return [
      Text(
        en:
          "the answer for \(count) \(rows.count == 1 ? "row" : "rows") is no number: row \(first + 1); are its cells far too large?",
        pt:
          "a resposta para \(count) \(rows.count == 1 ? "registro" : "registros") não é um número: registro \(first + 1); suas células são grandes demais?"
      )
    ]
  }

  /// How good the network is on a table that has its target.
  package func evaluation(onTableAt place: Place) throws(Problem) -> (
    Evaluation, warnings: [Text]
  ) {
    let (prepared, samples, warnings) = try samples(ofTableAt: place, hasTarget: true)
    guard let training, samples.count > 0 else {
      throw Problem(
        Text(en: "'\(place.name.en)' has no rows", pt: "'\(place.name.pt)' não tem registros"))
    }
    do throws(EngineError) {
      let evaluation = try interpreter.evaluation(
        of: saved.plan.name, model, training, prepared, samples,
        part: place.name[interpreter.options.language])
      return (evaluation, warnings)
    } catch {
      throw Self.problem(error, saved.plan.name, interpreter)
    }
  }

  /// What the file says of the network: its layers, its data, and where it comes from.
  package var description: String {
    let options = interpreter.options
    let counts = (try? saved.plan.parameterCounts(interpreter.scriptFunctions.table)) ?? []
    var table = TextTable([("", .left), ("", .left)])
    for (name, value) in facts {
      // A column of a table may have a line break in its name.
      let line = value.split(separator: "\n", omittingEmptySubsequences: false)
      table.add([name[options.language], line.joined(separator: "␊").shownSafely])
    }
    return networkTable(
      saved.plan, parameterCounts: counts, style: options.style, language: options.language)
      + "\n" + table.text(options.style)
  }

  private var facts: [(Text, String)] {
    var facts: [(Text, String)] = []
    if let preparation = saved.preparation {
      facts.append((Text(en: "data", pt: "dados"), preparation.data))
      facts.append(
        (
          Text(en: "columns", pt: "colunas"),
          preparation.encoding.columnNames.joined(separator: ", ")
        ))
      facts.append(
        (Text(en: "target", pt: "alvo"), preparation.encoding.target.names.joined(separator: ", ")))
    }
    if saved.training.epochs > 0 {
      facts.append((Text(en: "epochs", pt: "épocas"), NumberText.count(saved.training.epochs)))
    }
    if let loss = saved.training.loss {
      facts.append((Text(en: "loss", pt: "perda"), loss.shownName))
    }
    if let seed = saved.training.plan?.seed {
      facts.append((Text(en: "seed", pt: "semente"), String(seed)))
    }
    facts.append((Text(en: "script", pt: "script"), saved.origin.script))
    facts.append((Text(en: "run", pt: "execução"), saved.origin.run ?? ""))
    facts.append((Text(verbatim: "nn"), saved.origin.version))
    return facts.filter { !$0.1.isEmpty }
  }

  private func samples(
    ofTableAt place: Place, hasTarget: Bool
  ) throws(Problem) -> (PreparedData, Samples, warnings: [Text]) {
    guard let training, let prepared = training.data.prepared else {
      throw Problem(
        Text(
          en:
            "the network was saved before any training, so nobody knows how rows become its input",
          pt: "a rede foi salva antes de um treino, e não se sabe como registros viram sua entrada")
      )
    }
    let encoding = prepared.encoding
    let steps = training.data.steps
    let target = TargetStep(id: -1, .columns(encoding.target.names))
    do throws(TableError) {
      let table = try readTable(
        .file(path: place.path, separator: nil, hasHeader: nil), textColumns: encoding.textColumns,
        threads: interpreter.options.threads)
      let encoded = try encoding.samples(
        from: table, derived: steps?.derived ?? [],
        target: hasTarget ? steps?.target ?? target : nil)
      return (prepared, encoded.samples, encoded.notes.map { place.named($0.message) })
    } catch {
      throw Problem(place.named(error.message), notes: error.notes.map(place.named))
    }
  }

  private static func problem(
    _ error: EngineError, _ network: String, _ interpreter: Interpreter
  ) -> Problem {
    let diagnostic = interpreter.problem(error, network: network, at: nowhere)
    return Problem(diagnostic.message, notes: diagnostic.notes)
  }
}

extension ModelPlan {
  /// Whether the last activation gives probabilities; what it gives otherwise are scores.
  var givesProbabilities: Bool {
    ["softmax", "sigmoid"].contains(layers.last?.activation?.name)
  }
}
