import Diagnostics
import Engine
import Plans

extension Interpreter {
  /// `net.dense_1`: the parameters of one layer, or of a network among the layers, by name.
  ///
  /// - Returns: `nil` where no layer is called so.
  func layer(_ name: String, of network: Network) -> RunValue? {
    guard let model = network.model else {
      // Without weights, a dry run knows at most the names.
      let layers = network.plan?.layers.map(\.name) ?? []
      let isLayer = layers.contains { $0 == name || $0.hasPrefix(name + ".") }
      return isDry && isLayer ? .unknown : nil
    }
    let tensors = model.parameters.compactMap { tensor -> (path: [Substring], NamedTensor)? in
      let path = tensor.name.split(separator: ".")
      return path.first.map(String.init) == name ? (path, tensor) : nil
    }
    return tensors.isEmpty ? nil : Self.record(of: tensors, at: 1)
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
