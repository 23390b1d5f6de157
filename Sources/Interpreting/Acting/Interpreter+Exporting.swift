import Checking
import Diagnostics
import Engine
import Exporting
import Safetensors
import Tables
import Vocabulary

extension Interpreter {
  /// `export net to "net.onnx"`.
  func export(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    let path = try path(behind: line, frame)
    let given = try arguments(of: line, frame)
    guard let first = given.first, let network = try network(first),
      case .entry(let entry) = line.word,
      let settings = try settings(
        of: entry, from: given.filter { $0.setting?.name != "network" }, at: line.wordSpan),
      let path, let to = line.to
    else { return }
    let format = try exportFormat(settings, path, at: to.span)
    guard network.isTrained else {
      if isUncertain(network) { return }
      throw stop(.notTrained(network, at: first.span))
    }
    var preparation: Preparation?
    if settings["preprocessing"] == .boolean(true) {
      do throws(ExportProblem) {
        preparation = try self.preparation(of: network, for: format)
      } catch {
        throw stop(.cannotExport(network.name, error, at: line.wordSpan))
      }
    }
    guard let (exported, tensors) = try exported(network, preparation, at: line.wordSpan) else {
      return
    }
    let files: [(path: String, bytes: [UInt8])]
    do throws(ExportProblem) {
      files = try self.files(of: exported, weights(of: network, tensors), format, path)
    } catch {
      throw stop(.cannotExport(network.name, error, at: line.wordSpan))
    }
    guard !isDry else { return }
    for file in files { try write(file.bytes, to: file.path, at: to.span) }
  }

  /// How rows become inputs: what was learnt from the data, and the formulas that make columns.
  private typealias Preparation = (encoding: FeatureEncoding, formulas: [String: ColumnFormula])

  /// What goes with the network; `nil` where a dry run knows of a training, or of a file, and not of
  /// what was learnt.
  private func preparation(
    of network: Network, for format: ExportFormat
  ) throws(ExportProblem) -> Preparation? {
    guard format == .onnx else { throw .noPreparation(in: format.rawValue) }
    guard let data = network.training?.data, let encoding = data.prepared?.encoding else {
      if isDry { return nil }
      throw .unknownPreparation
    }
    guard encoding.features.contains(where: \.isDerived) else { return (encoding, [:]) }
    return (encoding, try ColumnFormulas(of: data.formulas, self).made)
  }

  /// The network with its tensors; `nil` where its shape is not known.
  ///
  /// In a dry run it has no numbers, and shows what a format lacks before anything is trained.
  private func exported(
    _ network: Network, _ preparation: Preparation?, at span: Span
  ) throws(Stop) -> (network: ExportedNetwork, tensors: [NamedTensor])? {
    guard let plan = isDry ? network.plan : network.model?.plan else { return nil }
    let tensors = network.model.map { $0.parameters + $0.keptTensors } ?? []
    do throws(EngineError) {
      let exported = try ExportedNetwork(
        plan, tensors, functions: scriptFunctions.table, encoding: preparation?.encoding,
        formulas: preparation?.formulas ?? [:])
      return (exported, tensors)
    } catch {
      throw stop(error, network: network.name, at: span)
    }
  }

  /// What is written: the weights first, so that no source stands there without them.
  private func files(
    of exported: ExportedNetwork, _ tensors: TensorFile, _ format: ExportFormat, _ path: String
  ) throws(ExportProblem) -> [(path: String, bytes: [UInt8])] {
    let weights = path.dropLast(format.ending.count) + ".safetensors"
    let name = String(weights.split(separator: "/").last ?? weights)
    let source: String
    switch format {
    case .onnx: return [(path, try exported.onnxFile())]
    case .pytorch: source = try exported.pyTorchSource(weights: name)
    case .keras: source = try exported.kerasSource(weights: name)
    }
    return [(String(weights), tensors.bytes), (path, Array(source.utf8))]
  }

  /// What `save` would write, since that may lie there under the same name; the numbers alone, where the
  /// rest cannot be written.
  private func weights(of network: Network, _ tensors: [NamedTensor]) -> TensorFile {
    if let model = network.model, let file = try? saved(model, network.training).file {
      return file
    }
    return TensorFile(
      tensors: tensors.map { StoredTensor(name: $0.name, shape: $0.shape, values: $0.values) })
  }

  /// The formats of other programs.
  enum ExportFormat: String, CaseIterable {
    case onnx, pytorch, keras

    /// What its files end in.
    var ending: String { self == .onnx ? ".onnx" : ".py" }
  }

  /// The format that the line names, or else the one that the file's name ends in.
  private func exportFormat(
    _ settings: Settings, _ path: String, at span: Span
  ) throws(Stop) -> ExportFormat {
    let lowered = path.lowercased()
    guard case .word(let word)? = settings["format"], let format = ExportFormat(rawValue: word)
    else {
      if lowered.hasSuffix(ExportFormat.onnx.ending) { return .onnx }
      throw stop(.exportFormatUnknown(path, at: span))
    }
    guard lowered.hasSuffix(format.ending) else {
      throw stop(.exportEnding(path, format.rawValue, ending: format.ending, at: span))
    }
    return format
  }
}
