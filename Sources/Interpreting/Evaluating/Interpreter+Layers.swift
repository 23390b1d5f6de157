import Diagnostics
import Engine
import Plans

extension Interpreter {
  /// `net.dense_1`: the parameters of one layer, or of a network among the layers, by name.
  ///
  /// Where the shape is known before a training, so are the first weights.
  ///
  /// - Returns: `nil` where no layer is called so.
  func layer(
    _ name: String, of network: Network, at span: Span
  ) throws(Stop) -> RunValue? {
    if isDry, !network.isTrained || network.model == nil {
      var plan = network.plan
      if plan == nil { plan = try presentPlan(of: network)?.plan }
      guard plan?.hasLayer(named: name) == true else { return nil }
      if !network.isTrained { isSeedUsed = true }
      return .unknown
    }
    if !network.isTrained {
      guard let planned = try presentPlan(of: network), planned.plan.hasLayer(named: name) else {
        return nil
      }
      do throws(EngineError) {
        _ = try model(of: network, planned, scriptFunctions.table, seed: seed)
      } catch {
        throw stop(error, network: network.name, at: span)
      }
    }
    guard let model = network.model else { return nil }
    let tensors = model.parameters.compactMap { tensor -> (path: [Substring], NamedTensor)? in
      let path = tensor.name.split(separator: ".")
      return path.first.map(String.init) == name ? (path, tensor) : nil
    }
    return tensors.isEmpty ? nil : Self.record(of: tensors, at: 1)
  }

  /// What can be asked of the parameters behind `path`, with what it is: `dense_1`, and behind that
  /// `weight`. Before the shape is known, all layers that the lines declare.
  func parameterNames(
    of network: Network, behind path: some Collection<String>
  ) -> [(name: String, kind: Text)] {
    guard let model = network.model else {
      return path.isEmpty ? declaredLayers(of: network).map { ($0, RecordValue.layerKind) } : []
    }
    var seen: Set<Substring> = []
    return model.parameters.compactMap { tensor in
      let parts = tensor.name.split(separator: ".")
      guard parts.count > path.count, zip(parts, path).allSatisfy({ $0 == $1 }),
        seen.insert(parts[path.count]).inserted
      else { return nil }
      let isTensor = parts.count == path.count + 1
      return (String(parts[path.count]), isTensor ? RunValue.list([]).kind : RecordValue.layerKind)
    }
  }

  /// The layers with parameters of a network without weights; all of them, where that is not known.
  private func declaredLayers(of network: Network) -> [String] {
    // What is wrong with a line was said when it was declared.
    let (problems, reported) = (problems, reported)
    defer { (self.problems, self.reported) = (problems, reported) }
    let assembly = NetworkAssembly(self, network, form: network.plan?.form)
    var names: [String]
    if let plan = try? assembly.plan(),
      let counts = try? plan.parameterCounts(scriptFunctions.table)
    {
      names = zip(plan.layers, counts).filter { $0.1 > 0 }.map(\.0.name)
    } else {
      names = assembly.lines.map(\.name)
    }
    var seen: Set<String> = []
    names = names.map { $0.split(separator: ".").first.map(String.init) ?? $0 }
    return names.filter { seen.insert($0).inserted }
  }

  /// The tensors by the part of their names at `depth`.
  private static func record(of tensors: [(path: [Substring], NamedTensor)], at depth: Int)
    -> RunValue
  {
    var names: [String] = []
    for (path, _) in tensors where path.count > depth {
      if !names.contains(String(path[depth])) { names.append(String(path[depth])) }
    }
    let members = names.map { name -> (String, RunValue) in
      let own = tensors.filter { $0.path.count > depth && $0.path[depth] == name }
      guard own.count == 1, own[0].path.count == depth + 1 else {
        return (name, record(of: own, at: depth + 1))
      }
      return (name, .list(list(of: own[0].1.values[...], own[0].1.shape[...])))
    }
    return .record(RecordValue(RecordValue.layerKind, members, isOpen: false))
  }

  /// Row-major numbers as lists in lists.
  private static func list(of values: ArraySlice<Float>, _ shape: ArraySlice<Int>) -> [RunValue] {
    guard let extent = shape.first, shape.count > 1, extent > 0 else {
      return values.map { .number(Double($0)) }
    }
    let width = values.count / extent
    return (0..<extent).map { row in
      let start = values.startIndex + row * width
      return .list(list(of: values[start..<start + width], shape.dropFirst()))
    }
  }
}

extension RecordValue {
  static let layerKind = Text(en: "a layer", pt: "uma camada")
}

extension ModelPlan {
  /// Whether a layer is called so, or a network among the layers.
  fileprivate func hasLayer(named name: String) -> Bool {
    layers.contains { $0.name == name || $0.name.hasPrefix(name + ".") }
  }
}
