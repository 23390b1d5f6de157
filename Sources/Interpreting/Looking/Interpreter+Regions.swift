import Diagnostics
import Engine
import Kernels
import Plans
import Reports
import Shapes
import Tables
import Vocabulary

extension Interpreter {
  /// What a network with two inputs makes of each place, with the data that it was trained on.
  func regions(
    of network: Network, _ data: EvaluatedArgument?, at span: Span
  ) throws(Stop) -> Figure? {
    guard let (_, set, part) = try trainedSet(network, data, at: span) else { return nil }
    guard let prepared = set.prepared, !set.isPartial else { return nil }
    guard let plane = InputPlane(prepared) else {
      throw stop(.needsTwoInputs(network.name, prepared.inputNames.count, at: span))
    }
    guard !isDry, let model = network.model else { return nil }
    let parts = part.map { [$0] } ?? DataPart.Part.allCases
    guard let points = prepared.points(of: parts.compactMap { set.samples(of: $0) }),
      let frame = plane.frame(around: points)
    else { throw stop(.nothingToPlot(at: span)) }
    do throws(EngineError) {
      let picture = try RegionMaker(
        network: network.name, model: model, prepared: prepared, plane: plane, frame: frame,
        points: points, language: options.language
      ).picture(threads: options.threads)
      return Figure(picture.chart)
    } catch {
      throw stop(error, network: network.name, at: span)
    }
  }
}

/// The two numbers that a network takes.
struct InputPlane {
  let x: NumberPlace
  let y: NumberPlace

  /// - Returns: `nil` where there are other inputs than two numbers.
  init?(_ prepared: PreparedData) {
    let places = prepared.encoding.numberPlaces
    guard places.count == 2, prepared.encoding.width == 2, prepared.encoding.window == nil else {
      return nil
    }
    (x, y) = (places[0], places[1])
  }

  /// The part of the plane in which the points lie, with some room.
  func frame(around points: DataPoints) -> Frame? {
    func range(_ value: ((Double, Double)) -> Double) -> ClosedRange<Double>? {
      let values = points.series.flatMap { $0.points.map(value) }.filter { $0.magnitude <= 1e300 }
      guard let least = values.min(), let most = values.max() else { return nil }
      let room = most > least ? (most - least) * 0.08 : max(abs(least) * 0.1, 1)
      return least - room...most + room
    }
    guard let x = range({ $0.0 }), let y = range({ $0.1 }) else { return nil }
    return Frame(x: x, y: y)
  }

  struct Frame {
    let x: ClosedRange<Double>
    let y: ClosedRange<Double>
  }
}

/// Makes pictures of what a network with two inputs answers, in one frame.
struct RegionMaker {
  let network: String
  let model: Model
  let prepared: PreparedData
  let plane: InputPlane
  let frame: InputPlane.Frame
  let points: DataPoints
  let language: Language
  var columns = 145
  var rows = 109

  func picture(threads: Int) throws(EngineError) -> RegionPicture {
    let (x, y) = (frame.x, frame.y)
    var inputs: [Float] = []
    inputs.reserveCapacity(columns * rows * 2)
    for row in 0..<rows {
      for column in 0..<columns {
        let (u, v) = (
          x.lowerBound + (x.upperBound - x.lowerBound) * Double(column) / Double(columns - 1),
          y.lowerBound + (y.upperBound - y.lowerBound) * Double(row) / Double(rows - 1)
        )
        inputs.append(Float(plane.x.scale.scaled(u)))
        inputs.append(Float(plane.y.scale.scaled(v)))
      }
    }
    let samples = Samples(
      count: columns * rows, inputShape: prepared.inputShape, inputs: FloatBuffer(inputs),
      targets: nil)
    let answers = try model.predict(samples, threads: threads)
    let title = Text(
      en: "\(network): decision regions", pt: "\(network): regiões de decisão")[language]
    return RegionPicture(
      title: title, x: points.x, y: points.y, field: field(answers), points: points.series,
      guides: guides)
  }

  private func field(_ answers: Predictions) -> Chart.Field {
    let target = prepared.encoding.target
    guard target.kind != .number else {
      let values = (0..<answers.rows).map { target.values(answers[$0]).first ?? 0 }
      let (least, most) = (values.min() ?? 0, values.max() ?? 1)
      return Chart.Field(
        .ramp, columns: columns, rows: rows, x: frame.x, y: frame.y, values: [values],
        levels: ContourLevels.even(least, most), name: target.names.first ?? "")
    }
    let last = model.plan.layers.last?.activation?.name
    let all = (0..<answers.outputs).map { output in
      (0..<answers.rows).map { Double(answers.values[$0 * answers.outputs + output]) }
    }
    let values =
      all.count == 1
      ? [all[0].map { last == "sigmoid" ? 1 - $0 : -$0 }, all[0]] : all
    return Chart.Field(
      .classes, columns: columns, rows: rows, x: frame.x, y: frame.y, values: values, levels: [])
  }

  /// Where each score of a network without hidden layers is 0, and which way it grows.
  private var guides: [Chart.Guide] {
    let layers = model.plan.layers
    let weighted = layers.filter { layer in
      model.parameters.contains { $0.name.hasPrefix(layer.name + ".") }
    }
    guard weighted.count == 1, let only = weighted.first, only.kind == "dense",
      layers.allSatisfy({ $0.name == only.name || Self.keepsLines.contains($0.kind) }),
      only.activation.map({ Self.keepsLines.contains($0.name) }) ?? true,
      let weight = model.parameters.first(where: { $0.name == only.name + ".weight" }),
      weight.shape.count == 2, weight.shape[0] == 2
    else { return [] }
    let units = weight.shape[1]
    let bias = model.parameters.first { $0.name == only.name + ".bias" }?.values
    let guides = (0..<min(units, 8)).map { unit in
      let (u, v) = (Double(weight.values[unit]), Double(weight.values[units + unit]))
      let (a, b) = (u * plane.x.scale.factor, v * plane.y.scale.factor)
      let c =
        Double(bias?[unit] ?? 0) - a * plane.x.scale.shift - b * plane.y.scale.shift
      return Chart.Guide(
        a, b, c, tint: .series(units == 1 && !prepared.classes.isEmpty ? 1 : unit), hasArrow: true,
        length: (u * u + v * v).squareRoot())
    }
    let longest = guides.map(\.length).max() ?? 0
    return guides.map { guide in
      var guide = guide
      guide.length = longest > 0 ? guide.length / longest : 0
      return guide
    }
  }

  /// Activations and layers that leave a straight border straight.
  private static let keepsLines: Set<String> = [
    "softmax", "sigmoid", "linear", "flatten", "tanh", "dropout",
  ]
}

extension Diagnostic {
  static func needsTwoInputs(_ network: String, _ found: Int, at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en:
          "regions are drawn of a network with two numbers as its input, and '\(network)' has \(found)",
        pt:
          "regiões são desenhadas de uma rede com dois números de entrada, e '\(network)' tem \(found)"
      ),
      at: Label(span),
      notes: [
        Text(
          en:
            "'plot \(network).history' draws its training, 'plot architecture(\(network))' its layers",
          pt:
            "'plot \(network).history' desenha seu treino, 'plot architecture(\(network))' suas camadas"
        )
      ])
  }
}
