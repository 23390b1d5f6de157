package import Diagnostics

/// One moment of an animation.
package struct AnimationFrame: Sendable {
  /// What stands beside the slider: `epoch 12`.
  package var name: String
  package var figure: Figure

  package init(name: String, figure: Figure) {
    self.name = name
    self.figure = figure
  }

  /// The figure with the moment's name below it, for an image that has no slider.
  package func drawing(language: Language) -> Drawing {
    var drawing = figure.drawing(language: language)
    drawing.height = (drawing.height + 28).rounded(.up)
    drawing.add([.words(name, 24, drawing.height - 12)])
    return drawing
  }
}

/// Pictures one after another as a page of its own, with a slider and a button to play them.
///
/// What does not change from picture to picture is written once.
package func animationPage(
  _ frames: [AnimationFrame], title: String, theme: PageTheme = .automatic, language: Language
) -> String {
  let drawings = frames.map { $0.figure.drawing(language: language) }
  var main = Markup("main").with("class", "animation")
    .with("data-names", JSONValue.array(frames.map { .string($0.name) }).text)
  main.add(Markup("h1").containing(title))
  main.add(controls(frames, language))
  var figure = Markup("figure").with("class", "picture")
  if !drawings.isEmpty { figure.add(movingPicture(drawings)) }
  var whole = Markup("div").with("class", "whole")
  whole.add(figure)
  main.add(whole)
  return htmlPage(
    title: title, main, style: animationStyle, script: animationScript, theme: theme,
    language: language)
}

private func controls(_ frames: [AnimationFrame], _ language: Language) -> Markup {
  var row = Markup("div").with("class", "controls")
  row.add(
    Markup("button").with("type", "button")
      .with("data-pause", Text(en: "Pause", pt: "Pausar")[language])
      .with("data-play", Text(en: "Play", pt: "Tocar")[language])
      .containing(Text(en: "Play", pt: "Tocar")[language]))
  row.add(
    Markup("input").with("type", "range").with("min", 0)
      .with("max", Double(max(frames.count - 1, 0))).with("value", Double(max(frames.count - 1, 0)))
      .with("aria-label", Text(en: "epoch", pt: "época")[language]))
  row.add(Markup("output").containing(frames.last?.name ?? ""))
  return row
}

/// The layers of all drawings: those that are the same in each once, the others each in a group of
/// its own, of which one is seen.
private func movingPicture(_ drawings: [Drawing]) -> Markup {
  let count = drawings.map(\.layers.count).max() ?? 0
  let isRegular = drawings.allSatisfy { $0.layers.count == count }
  var still = drawings[drawings.count - 1]
  still.layers = []
  var root = SVGDocument(drawing: still).element(nil)
  for number in 0..<count {
    let layers = drawings.map { number < $0.layers.count ? $0.layers[number] : nil }
    if isRegular, let first = layers.first ?? nil, layers.allSatisfy({ $0 == first }) {
      SVGDocument(drawing: still, prefix: "s").add(first, number: number, to: &root)
      continue
    }
    for (frame, layer) in layers.enumerated() {
      guard let layer else { continue }
      var group = Markup("g")
        .with("class", frame == drawings.count - 1 ? "frame shown" : "frame")
        .with("data-frame", Double(frame))
      SVGDocument(drawing: still, prefix: "f\(frame)").add(layer, number: number, to: &group)
      root.add(group)
    }
  }
  return root
}

private let animationStyle = """
  h1 { font-size: 1.3rem; margin: 0 0 8px }
  .controls { display: flex; gap: 12px; align-items: center; margin-bottom: 8px }
  .controls input { flex: 1; min-width: 0 }
  .controls button { font: inherit; padding: 6px 14px; min-width: 5.5em }
  .controls output { min-width: 6em }
  .frame { display: none }
  .frame.shown { display: inline }
  @media print { .controls { display: none } }
  """

private let animationScript = """
  "use strict";
  const main = document.querySelector("main.animation");
  const names = JSON.parse(main.dataset.names);
  const slider = main.querySelector("input");
  const button = main.querySelector("button");
  const output = main.querySelector("output");
  const groups = [...main.querySelectorAll(".frame")];
  let timer = null;
  function show(number) {
    for (const group of groups) {
      group.classList.toggle("shown", Number(group.dataset.frame) === number);
    }
    slider.value = String(number);
    output.textContent = names[number] ?? "";
  }
  function stop() {
    clearInterval(timer);
    timer = null;
    button.textContent = button.dataset.play;
  }
  button.addEventListener("click", () => {
    if (timer !== null) return stop();
    let number = Number(slider.value) >= names.length - 1 ? 0 : Number(slider.value);
    show(number);
    button.textContent = button.dataset.pause;
    timer = setInterval(() => {
      number += 1;
      if (number >= names.length) return stop();
      show(number);
    }, Math.max(60, 6000 / Math.max(names.length, 1)));
  });
  slider.addEventListener("input", () => { stop(); show(Number(slider.value)); });
  """
