package import Diagnostics

/// `figure` as a page of its own, on which a hand finds the numbers.
package func figurePage(
  _ figure: Figure, theme: PageTheme = .automatic, language: Language
) -> String {
  var main = Markup("main")
  main.add(figureElement(figure, prefix: "f", language: language))
  let title = figure.titles.filter { !$0.isEmpty }.joined(separator: "; ")
  return htmlPage(
    title: title, main, style: "", script: hintScript, theme: theme, language: language)
}

/// A figure as an element of a page, its panels side by side where there is room.
func figureElement(_ figure: Figure, prefix: String, language: Language) -> Markup {
  let pieces = figure.pieces(language: language)
  var row = Markup("div").with("class", figure.isWhole ? "whole" : "panels")
  for (number, piece) in pieces.enumerated() {
    row.add(drawingElement(piece, prefix: "\(prefix)\(number)-"))
  }
  return row
}

/// A drawing as an element of a page, with what it says of its places.
private func drawingElement(_ drawing: Drawing, prefix: String) -> Markup {
  var figure = Markup("figure").with("class", "picture")
    .with("data-width", drawing.width)
    .with("data-hints", hintList(drawing.hints))
  if !drawing.fields.isEmpty { figure = figure.with("data-fields", fieldList(drawing.fields)) }
  figure.add(SVGDocument(drawing: drawing, prefix: prefix).element(nil))
  return figure
}

private func hintList(_ hints: [Drawing.Hint]) -> String {
  JSONValue.array(
    hints.map { hint in
      .array([
        .number((hint.place.x * 10).rounded() / 10), .number((hint.place.y * 10).rounded() / 10),
        .string(hint.text),
      ])
    }
  ).text
}

private func fieldList(_ fields: [Drawing.FieldHint]) -> String {
  func numbers(_ values: [Double]) -> JSONValue { .array(values.map { .number($0) }) }
  return JSONValue.array(
    fields.map { field in
      .object([
        ("box", numbers([field.box.left, field.box.top, field.box.right, field.box.bottom])),
        ("x", numbers([field.x.lowerBound, field.x.upperBound])),
        ("y", numbers([field.y.lowerBound, field.y.upperBound])),
        ("names", .array([.string(field.xName), .string(field.yName)])),
        ("columns", .integer(field.columns)), ("texts", .array(field.texts.map { .string($0) })),
        ("places", .array(field.places.map { .integer($0) })),
      ])
    }
  ).text
}

/// A page that needs nothing but itself: it opens no connection, and nothing in it runs but `script`.
///
/// - Parameter main: Its text is escaped when it is written.
/// - Parameter style: Beside what all pages have.
func htmlPage(
  title: String, _ main: Markup, style: String, script: String, theme: PageTheme = .automatic,
  language: Language
) -> String {
  var body = ""
  main.write(to: &body)
  var heading = ""
  Markup("title").containing(title).write(to: &heading)
  return """
    <!DOCTYPE html>
    <html lang="\(language == .english ? "en" : "pt-BR")">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
    style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
    <meta name="color-scheme" content="\(theme.schemes)">
    \(heading)<style>
    \(pageStyle(theme))\(SVGDocument.style(theme))\(style)
    </style>
    </head>
    <body>
    \(body)<script>
    \(script)
    </script>
    </body>
    </html>

    """
}

extension PageTheme {
  /// As CSS lists what a page can be.
  fileprivate var schemes: String {
    switch self {
    case .light: "light"
    case .dark: "dark"
    case .automatic: "light dark"
    }
  }
}

private func pageStyle(_ theme: PageTheme) -> String {
  let light = """
    body { background: #ffffff; color: #222222 } .hint { background: #222222; color: #ffffff }
    """
  let dark = """
    body { background: #1b1d21; color: #e6e6e6 } .hint { background: #e6e6e6; color: #1b1d21 }
    """
  let colors =
    switch theme {
    case .light: light
    case .dark: dark
    case .automatic: "\(light)\n@media (prefers-color-scheme: dark) { \(dark) }"
    }
  return """
    :root { color-scheme: \(theme.schemes) }
    body { margin: 0; font: 16px/1.5 "Helvetica Neue", Arial, "DejaVu Sans", sans-serif }
    main { max-width: 1000px; margin: 0 auto; padding: 16px; box-sizing: border-box }
    .picture { position: relative; margin: 0 0 24px }
    .panels { display: grid; gap: 0 16px; align-items: start;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)) }
    .panels .picture { width: 100%; max-width: 640px }
    .whole { overflow-x: auto } .whole svg { min-width: 480px }
    .picture svg { display: block; width: 100%; height: auto }
    .hint { position: absolute; pointer-events: none; white-space: pre; z-index: 1;
      padding: 4px 8px; border-radius: 4px; font-size: 13px; line-height: 1.35 }
    .found { fill: none; stroke: #d55e00; stroke-width: 2 }
    \(colors)
    @media print { body { background: #ffffff; color: #222222 } .hint { display: none } }
    """
}

/// Shows what the nearest place of a drawing says, while somebody points at it, or else what a field
/// is there.
let hintScript = """
  "use strict";
  function fieldAt(fields, x, y) {
    for (const field of fields) {
      const [left, top, right, bottom] = field.box;
      if (x < left || x > right || y < top || y > bottom) continue;
      const across = (x - left) / (right - left), up = (bottom - y) / (bottom - top);
      const rows = field.places.length / field.columns;
      const place = Math.round(up * (rows - 1)) * field.columns
        + Math.round(across * (field.columns - 1));
      const named = (name, value) => (name ? name + ": " : "") + Number(value.toPrecision(3));
      return [
        named(field.names[0], field.x[0] + across * (field.x[1] - field.x[0])),
        named(field.names[1], field.y[0] + up * (field.y[1] - field.y[0])),
        field.texts[field.places[place]],
      ].join("\\n");
    }
    return null;
  }
  for (const figure of document.querySelectorAll("figure[data-hints]")) {
    const hints = JSON.parse(figure.dataset.hints);
    const fields = JSON.parse(figure.dataset.fields ?? "[]");
    const svg = figure.querySelector("svg");
    if (!svg || hints.length + fields.length === 0) continue;
    const label = document.createElement("div");
    label.className = "hint";
    label.hidden = true;
    figure.append(label);
    const ring = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    ring.setAttribute("class", "found");
    ring.setAttribute("r", "7");
    const hide = () => { label.hidden = true; ring.remove(); };
    svg.addEventListener("pointermove", event => {
      const box = svg.getBoundingClientRect();
      const scale = Number(figure.dataset.width) / box.width;
      const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
      const text = fieldAt(fields, x, y);
      // On a field a sample has to be met, elsewhere to be near.
      let best = null, least = text === null ? 30 * 30 : 9 * 9;
      for (const hint of hints) {
        const distance = (hint[0] - x) ** 2 + (hint[1] - y) ** 2;
        if (distance < least) { least = distance; best = hint; }
      }
      if (best) {
        ring.setAttribute("cx", best[0]);
        ring.setAttribute("cy", best[1]);
        svg.append(ring);
      } else if (text !== null) {
        ring.remove();
        best = [x, y, text];
      } else {
        return hide();
      }
      label.textContent = best[2];
      label.hidden = false;
      const left = best[0] / scale + 14;
      const room = box.width - label.offsetWidth;
      label.style.left = Math.max(0, left > room ? best[0] / scale - label.offsetWidth - 14 : left)
        + "px";
      label.style.top = Math.max(0, best[1] / scale - label.offsetHeight - 8) + "px";
    });
    svg.addEventListener("pointerleave", hide);
  }
  """
