import Checking
import Diagnostics
import Engine
import Kernels
import Plans
import Reports
import Shapes
import Tables
import Vocabulary

extension Interpreter {
  /// The loss around the weights of a trained network, with the way that training took.
  func surface(
    of network: Network, _ call: FigureCall, at span: Span
  ) throws(Stop) -> Figure? {
    guard let (training, set, named) = try trainedSet(network, call["data"], at: span) else {
      return nil
    }
    let part = DataPart(data: set, part: named ?? .train)
    let names = try weightNames(call)
    let chance =
      try call["seed"].flatMap { argument throws(Stop) in try seed(from: argument) } ?? 0
    guard let loss = try loss(of: network, at: span), !isDry, let model = network.model,
      let prepared = set.prepared,
      let samples = part.samples, samples.count > 0
    else { return nil }
    guard prepared.inputShape.count == model.plan.input.count else {
      throw stop(
        .inputDiffers(model.plan.input, data: prepared.inputShape, at: call["data"]?.span ?? span))
    }
    let view = call.word("view").flatMap(SurfacePicture.View.init) ?? .both
    let points = try asked(network, at: span) { interpreter throws(EngineError) in
      try model.path(
        most: 60, threads: interpreter.options.threads,
        shouldStop: interpreter.host.isInterrupted)
    }
    guard let points else { throw .interrupted }
    let places = try names.map { name throws(Stop) in
      guard let place = model.place(ofWeight: name.tensor, at: name.indices),
        model.isTrainable(place)
      else { throw stop(.noSuchWeight(name.text, of: network.name, model, at: name.span)) }
      return place
    }
    let directions = SurfaceDirections(
      model, points.map(\.weights), alongPath: call.word("along") != "random",
      weights: zip(names, places).map { ($0.text, $1) },
      seed: chance, language: options.language)
    let picture = try surfacePicture(
      directions, model, part, samples.weighted(byClass: training.classWeights), loss: loss,
      network, at: span)
    guard let figure = picture.figure(view, language: options.language) else {
      throw stop(.nothingFinite(at: span))
    }
    return figure
  }

  /// What the engine gives, its errors told at `span`.
  func asked<Answer>(
    _ network: Network, at span: Span,
    _ question: (Interpreter) throws(EngineError) -> Answer
  ) throws(Stop) -> Answer {
    do throws(EngineError) {
      return try question(self)
    } catch {
      throw stop(error, network: network.name, at: span)
    }
  }

  /// Evaluates the loss on a grid around the way.
  func surfacePicture(
    _ directions: SurfaceDirections, _ model: Model, _ part: DataPart, _ samples: Samples,
    loss: FunctionReference, _ network: Network, at span: Span, mostSide: Int = 41
  ) throws(Stop) -> SurfacePicture {
    let effort = SurfaceEffort(parameters: model.parameterCount, samples: samples.count)
    let some = effort.samples < samples.count ? samples.subset(effort.rows) : samples
    let plane = try asked(network, at: span) { interpreter throws(EngineError) in
      try LossPlane(
        of: model, on: some, loss: loss, center: directions.center,
        directions: (directions.first, directions.second), threads: interpreter.options.threads)
    }
    let side = min(effort.side, mostSide)
    let (x, y) = directions.ranges
    var values: [Double] = []
    for row in 0..<side {
      if host.isInterrupted() { throw .interrupted }
      for column in 0..<side {
        let share = (Double(column) / Double(side - 1), Double(row) / Double(side - 1))
        values.append(
          plane.loss(
            x.lowerBound + (x.upperBound - x.lowerBound) * share.0 - directions.origin.x,
            y.lowerBound + (y.upperBound - y.lowerBound) * share.1 - directions.origin.y))
      }
    }
    var remarks = directions.remarks
    if some.count < samples.count {
      remarks.append(
        Text(
          en: "the loss of \(some.count) of \(samples.count) samples",
          pt: "a perda de \(some.count) de \(samples.count) amostras")[options.language])
    }
    return SurfacePicture(
      title: Text(
        en: "\(network.name): loss on \(part.description)",
        pt: "\(network.name): perda em \(part.description)")[options.language],
      x: directions.names.0, y: directions.names.1,
      z: Text(en: "loss", pt: "perda")[options.language], columns: side, rows: side, xRange: x,
      yRange: y, values: values, path: directions.path,
      end: Text(en: "the weights now", pt: "os pesos agora")[options.language], remarks: remarks)
  }

  // MARK: Named weights

  /// `dense_1.weight[1, 2]`, counted from 1.
  private struct WeightName {
    let text: String
    let tensor: String
    let indices: [Int]
    let span: Span

    init?(_ text: String, at span: Span) {
      guard let bracket = text.firstIndex(of: "["), text.hasSuffix("]") else { return nil }
      let inside = text[text.index(after: bracket)...].dropLast()
      let numbers = inside.split(separator: ",").map { part in Int(part.filter { $0 != " " }) }
      let known = numbers.compactMap { $0 }.filter { $0 >= 1 }
      guard known.count == numbers.count, !known.isEmpty else { return nil }
      self.text = text
      self.span = span
      tensor = String(text[..<bracket])
      indices = known.map { $0 - 1 }
    }
  }

  private func weightNames(_ call: FigureCall) throws(Stop) -> [WeightName] {
    guard let argument = call["weights"] else { return [] }
    let texts = argument.value.elements.map(Array.init) ?? []
    let names = texts.compactMap { value -> WeightName? in
      guard case .text(let text) = value else { return nil }
      return WeightName(text, at: argument.span)
    }
    guard names.count == 2, texts.count == 2 else { throw stop(.twoWeights(at: argument.span)) }
    return names
  }
}

/// How many samples and places a surface can have, so that it comes within seconds.
private struct SurfaceEffort {
  let samples: Int
  let side: Int
  private let all: Int

  init(parameters: Int, samples all: Int) {
    self.all = all
    let work = { (samples: Int, side: Int) in
      Double(max(parameters, 20)) * Double(samples) * Double(side * side)
    }
    var (samples, side) = (min(all, 2_000), 41)
    while work(samples, side) > 2e10, side > 21 { side -= 10 }
    while work(samples, side) > 2e10, samples > 64 { samples /= 2 }
    (self.samples, self.side) = (samples, side)
  }

  /// Evenly chosen.
  var rows: [Int] { (0..<samples).map { $0 * all / samples } }
}

/// Two directions through the weights, and where the way lies along them.
struct SurfaceDirections {
  let center: [Float]
  private(set) var first: [Float]
  private(set) var second: [Float]
  private(set) var names: (String, String)
  private(set) var remarks: [String] = []
  /// What stands on the axes where the center is.
  private(set) var origin = (x: 0.0, y: 0.0)
  private(set) var path: [Chart.Point] = []
  private let isRandom: Bool
  private let isNamed: Bool

  init(
    _ model: Model, _ points: [[Float]], alongPath: Bool, weights: [(name: String, place: Int)],
    seed: UInt64, language: Language
  ) {
    center = model.allWeights
    let named = weights.isEmpty ? Self.onlyTwo(of: model) : weights
    isNamed = named.count == 2
    if named.count == 2 {
      first = Self.unit(named[0].place, center.count)
      second = Self.unit(named[1].place, center.count)
      names = (named[0].name, named[1].name)
      origin = (Double(center[named[0].place]), Double(center[named[1].place]))
      isRandom = false
    } else if alongPath, let main = PathDirections(points, end: center) {
      (first, second) = (main.first, main.second)
      isRandom = false
      let percent = { (share: Double) in NumberText.short(share * 100, digits: 2) }
      names = (
        Text(
          en: "direction 1 (\(percent(main.shares.0)) %)",
          pt: "direção 1 (\(percent(main.shares.0)) %)")[language],
        Text(
          en: "direction 2 (\(percent(main.shares.1)) %)",
          pt: "direção 2 (\(percent(main.shares.1)) %)")[language]
      )
    } else {
      first = model.filterNormalizedDirection(1, seed: seed)
      second = model.filterNormalizedDirection(2, seed: seed)
      isRandom = true
      names = (
        Text(en: "random direction 1", pt: "direção aleatória 1")[language],
        Text(en: "random direction 2", pt: "direção aleatória 2")[language]
      )
    }
    let lengths = (
      PathDirections.product(first, first), PathDirections.product(second, second)
    )
    for point in points {
      let step = zip(point, center).map { $0 - $1 }
      let place = Chart.Point(
        origin.x + (lengths.0 > 0 ? PathDirections.product(step, first) / lengths.0 : 0),
        origin.y + (lengths.1 > 0 ? PathDirections.product(step, second) / lengths.1 : 0))
      if place.x.isFinite, place.y.isFinite { path.append(place) }
    }
  }

  /// What the axes show: the way with room around it, and around random directions from -1 to 1.
  var ranges: (ClosedRange<Double>, ClosedRange<Double>) {
    let reach = (reach(path.map(\.x), origin.x), reach(path.map(\.y), origin.y))
    // Both axes have one unit, so that a narrow valley looks narrow.
    let least = max(reach.0, reach.1) * (isNamed ? 1 : 0.4)
    return (
      range(path.map(\.x), origin.x, max(reach.0, least)),
      range(path.map(\.y), origin.y, max(reach.1, least))
    )
  }

  /// How far the way was from where it ends.
  private func reach(_ values: [Double], _ middle: Double) -> Double {
    max((values.max() ?? middle) - middle, middle - (values.min() ?? middle))
  }

  private func range(_ values: [Double], _ middle: Double, _ reach: Double) -> ClosedRange<Double> {
    let (least, most) = (values.min() ?? middle, values.max() ?? middle)
    if isRandom { return min(least, middle - 1)...max(most, middle + 1) }
    // The end of the way is the bottom of something, of which both sides are to be seen.
    let room = reach > 0 ? reach : max(abs(middle), 1)
    return min(
      least - room * 0.3, middle - room * 0.9)...max(most + room * 0.3, middle + room * 0.9)
  }

  private static func unit(_ place: Int, _ count: Int) -> [Float] {
    var direction = [Float](repeating: 0, count: count)
    direction[place] = 1
    return direction
  }

  /// The only two numbers that a network learns, such as the slope and the offset of a line.
  private static func onlyTwo(of model: Model) -> [(name: String, place: Int)] {
    guard model.trainableCount == 2 else { return [] }
    var found: [(name: String, place: Int)] = []
    for tensor in model.parameters {
      for index in tensor.values.indices {
        var (rest, indices) = (index, [Int]())
        for extent in tensor.shape.reversed() {
          indices.insert(rest % max(extent, 1), at: 0)
          rest /= max(extent, 1)
        }
        guard let place = model.place(ofWeight: tensor.name, at: indices),
          model.isTrainable(place)
        else { continue }
        let numbers = indices.map { String($0 + 1) }.joined(separator: ", ")
        found.append((tensor.values.count == 1 ? tensor.name : "\(tensor.name)[\(numbers)]", place))
      }
    }
    return found
  }
}

extension Diagnostic {
  fileprivate static func twoWeights(at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "'weights' takes two weights by name and place, counted from 1",
        pt: "'weights' aceita dois pesos por nome e posição, contada a partir de 1"),
      at: Label(span),
      notes: [
        Text(
          en: #"for example 'weights: ["dense_1.weight[1, 2]", "dense_1.bias[1]"]'"#,
          pt: #"por exemplo 'weights: ["dense_1.weight[1, 2]", "dense_1.bias[1]"]'"#)
      ])
  }

  fileprivate static func noSuchWeight(
    _ weight: String, of network: String, _ model: Model, at span: Span
  ) -> Diagnostic {
    let known = model.parameters.map { tensor in
      "\(tensor.name)[\(tensor.shape.map(String.init).joined(separator: ", "))]"
    }.joined(separator: ", ")
    return .error(
      .unknownName,
      Text(
        en: "'\(network)' learns no weight '\(weight)'",
        pt: "'\(network)' não aprende nenhum peso '\(weight)'"),
      at: Label(span),
      notes: [
        Text(en: "the last ones are: \(known)", pt: "os últimos são: \(known)")
      ])
  }
}
