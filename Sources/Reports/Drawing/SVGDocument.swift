/// Which page a picture is for.
package enum PageTheme: Hashable, Sendable {
  case light, dark
  /// As whoever looks at it prefers.
  case automatic
}

/// `drawing` as an SVG document.
package func svgDocument(_ drawing: Drawing, theme: PageTheme = .automatic) -> String {
  var text = ""
  SVGDocument(drawing: drawing).element(theme).write(to: &text)
  return text
}

struct SVGDocument {
  let drawing: Drawing
  /// Set before the names of windows, where several drawings are on one page.
  var prefix = ""

  func element(_ theme: PageTheme?) -> Markup {
    var root = Markup("svg")
      .with("xmlns", "http://www.w3.org/2000/svg")
      .with(
        "viewBox", "0 0 \(Markup.number(drawing.width)) \(Markup.number(drawing.height))"
      )
      .with("role", "img").with("aria-label", drawing.title)
    if let theme { root.add(Markup("style").containing(Self.style(theme))) }
    root.add(
      Markup("rect").with("class", "page").with("width", drawing.width)
        .with("height", drawing.height))
    for (number, layer) in drawing.layers.enumerated() {
      add(layer, number: number, to: &root)
    }
    return root
  }

  func add(_ layer: Drawing.Layer, number: Int, to root: inout Markup) {
    guard let window = layer.window else {
      for mark in layer.marks { root.add(element(mark)) }
      return
    }
    let name = "\(prefix)w\(number)"
    var clip = Markup("clipPath").with("id", name)
    clip.add(
      Markup("rect").with("x", window.left).with("y", window.top)
        .with("width", window.right - window.left).with("height", window.bottom - window.top))
    root.add(clip)
    var group = Markup("g").with("clip-path", "url(#\(name))")
    for mark in layer.marks { group.add(element(mark)) }
    root.add(group)
  }

  // MARK: Style

  /// The colours that depend on the page, and the words' font.
  static func style(_ theme: PageTheme) -> String {
    let font = #"text { font: 14px "Helvetica Neue", Arial, "DejaVu Sans", sans-serif }"#
    let light = colors(isDark: false)
    let dark = colors(isDark: true)
    switch theme {
    case .light: return "\n\(font)\n\(light)\n"
    case .dark: return "\n\(font)\n\(dark)\n"
    case .automatic:
      return "\n\(font)\n\(light)\n@media (prefers-color-scheme: dark) {\n\(dark)\n}\n"
    }
  }

  private static func colors(isDark: Bool) -> String {
    let themed: [Tint] = [.page, .ink, .faint, .axis]
    return themed.map { tint in
      let (name, hex) = (tint.themeName ?? "", tint.color(isDark: isDark).hex)
      return ".\(name) { fill: \(hex) } .\(name)-line { stroke: \(hex) }"
    }.joined(separator: "\n")
  }

  // MARK: Marks

  private func element(_ mark: Drawing.Mark) -> Markup {
    switch mark {
    case .path(let outlines, let fill, let stroke):
      return painted(
        Markup("path").with("d", outlines.map(Self.path).joined(separator: " ")), fill, stroke)
    case .circle(let place, let radius, let fill, let stroke):
      return painted(
        Markup("circle").with("cx", place.x).with("cy", place.y).with("r", radius), fill,
        stroke)
    case .words(let words): return element(words)
    }
  }

  /// To a hundredth of a pixel; steps from place to place are shorter than the places themselves.
  private static func path(_ outline: Drawing.Outline) -> String {
    var text = ""
    var last = (x: 0, y: 0)
    for (index, place) in outline.places.enumerated() {
      let here = (x: hundredths(place.x), y: hundredths(place.y))
      if index == 0 {
        text = "M\(decimal(here.x)) \(decimal(here.y))"
      } else {
        text += "l\(decimal(here.x - last.x)) \(decimal(here.y - last.y))"
      }
      last = here
    }
    return text + (outline.isClosed ? "z" : "")
  }

  private static func hundredths(_ value: Double) -> Int {
    Int((min(max(value.isFinite ? value : 0, -1e6), 1e6) * 100).rounded())
  }

  private static func decimal(_ hundredths: Int) -> String {
    let (whole, part) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    if part == 0 { return "\(sign)\(whole)" }
    if part % 10 == 0 { return "\(sign)\(whole).\(part / 10)" }
    return "\(sign)\(whole).\(part < 10 ? "0" : "")\(part)"
  }

  private func painted(
    _ element: Markup, _ fill: Drawing.Paint?, _ stroke: Drawing.Stroke?
  ) -> Markup {
    var element = element
    var classes: [String] = []
    if let fill {
      if let name = fill.tint.themeName {
        classes.append(name)
      } else {
        element = element.with("fill", fill.tint.color().hex)
      }
      element = element.with("fill-rule", "evenodd")
      if fill.opacity < 1 { element = element.with("fill-opacity", fill.opacity) }
    } else {
      element = element.with("fill", "none")
    }
    if let stroke {
      if let name = stroke.tint.themeName {
        classes.append(name + "-line")
      } else {
        element = element.with("stroke", stroke.tint.color().hex)
      }
      element = element.with("stroke-width", stroke.width)
        .with("stroke-linejoin", "round").with("stroke-linecap", "round")
      if stroke.opacity < 1 { element = element.with("stroke-opacity", stroke.opacity) }
      if !stroke.dashes.isEmpty {
        element = element.with(
          "stroke-dasharray", stroke.dashes.map(Markup.number).joined(separator: " "))
      }
    }
    return classes.isEmpty ? element : element.with("class", classes.joined(separator: " "))
  }

  private func element(_ words: Drawing.Words) -> Markup {
    var element = Markup("text")
    if let name = words.tint.themeName {
      element = element.with("class", name)
    } else {
      element = element.with("fill", words.tint.color().hex)
    }
    if words.turn == 0 {
      element = element.with("x", words.place.x).with("y", words.place.y)
    } else {
      let (x, y) = (Markup.number(words.place.x), Markup.number(words.place.y))
      element = element.with(
        "transform", "translate(\(x) \(y)) rotate(\(Markup.number(words.turn)))")
    }
    switch words.anchor {
    case .start: break
    case .middle: element = element.with("text-anchor", "middle")
    case .end: element = element.with("text-anchor", "end")
    }
    // As a style, since a page's own style stands above an attribute.
    var style = words.size == Drawing.wordSize ? "" : "font-size: \(Markup.number(words.size))px"
    if words.isBold { style += (style.isEmpty ? "" : "; ") + "font-weight: bold" }
    if !style.isEmpty { element = element.with("style", style) }
    return element.containing(words.text)
  }
}
