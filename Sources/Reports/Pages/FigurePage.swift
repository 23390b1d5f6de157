package import Diagnostics

/// `figure` as a page of its own, on which a hand finds the numbers.
package func figurePage(_ figure: Figure, language: Language) -> String {
  let drawing = figure.drawing(language: language)
  var main = Markup("main")
  main.add(figureElement(drawing, prefix: "f"))
  return htmlPage(title: drawing.title, main, style: "", script: hintScript, language: language)
}

/// A drawing as an element of a page, with what it says of its places.
func figureElement(_ drawing: Drawing, prefix: String) -> Markup {
  var figure = Markup("figure").with("class", "picture")
    .with("data-width", drawing.width)
    .with("data-hints", hintList(drawing.hints))
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

/// A page that needs nothing but itself: it opens no connection, and nothing in it runs but `script`.
///
/// - Parameter main: Its text is escaped when it is written.
/// - Parameter style: Beside what all pages have.
func htmlPage(
  title: String, _ main: Markup, style: String, script: String, language: Language
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
    <meta name="color-scheme" content="light dark">
    \(heading)<style>
    \(pageStyle)\(SVGDocument.style(.automatic))\(style)
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

private let pageStyle = """
  :root { color-scheme: light dark }
  body { margin: 0; background: #ffffff; color: #222222;
    font: 16px/1.5 "Helvetica Neue", Arial, "DejaVu Sans", sans-serif }
  main { max-width: 1000px; margin: 0 auto; padding: 16px; box-sizing: border-box }
  .picture { position: relative; margin: 0 0 24px }
  .picture svg { display: block; width: 100%; height: auto }
  .hint { position: absolute; pointer-events: none; white-space: pre; z-index: 1;
    padding: 4px 8px; border-radius: 4px; font-size: 13px; line-height: 1.35;
    background: #222222; color: #ffffff }
  .found { fill: none; stroke: #d55e00; stroke-width: 2 }
  @media (prefers-color-scheme: dark) { body { background: #1b1d21; color: #e6e6e6 }
    .hint { background: #e6e6e6; color: #1b1d21 } }
  @media print { body { background: #ffffff; color: #222222 } .hint { display: none } }
  """

/// Shows what the nearest place of a drawing says, while somebody points at it.
let hintScript = """
  "use strict";
  for (const figure of document.querySelectorAll("figure[data-hints]")) {
    const hints = JSON.parse(figure.dataset.hints);
    const svg = figure.querySelector("svg");
    if (!svg || hints.length === 0) continue;
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
      let best = null, least = 30 * 30;
      for (const hint of hints) {
        const distance = (hint[0] - x) ** 2 + (hint[1] - y) ** 2;
        if (distance < least) { least = distance; best = hint; }
      }
      if (!best) return hide();
      label.textContent = best[2];
      label.hidden = false;
      ring.setAttribute("cx", best[0]);
      ring.setAttribute("cy", best[1]);
      svg.append(ring);
      const left = best[0] / scale + 14;
      const room = box.width - label.offsetWidth;
      label.style.left = Math.max(0, left > room ? best[0] / scale - label.offsetWidth - 14 : left)
        + "px";
      label.style.top = Math.max(0, best[1] / scale - label.offsetHeight - 8) + "px";
    });
    svg.addEventListener("pointerleave", hide);
  }
  """
