import Diagnostics
import Pictures
import Reports

/// A kind of file that a picture is written to.
enum PictureFormat: String, CaseIterable {
  case svg, png, html, gif

  /// What `plot` and `animate` write.
  static let still: [PictureFormat] = [.svg, .png, .html]
  static let moving: [PictureFormat] = [.html, .gif]

  /// By the ending of `path`, among `formats`.
  init?(of path: String, among formats: [PictureFormat]) {
    let lowered = path.lowercased()
    guard let format = formats.first(where: { lowered.hasSuffix(".\($0.rawValue)") }) else {
      return nil
    }
    self = format
  }
}

extension Interpreter {
  /// The bytes of a file with `figure`.
  ///
  /// - Parameter theme: `nil` for what suits the format: an image cannot follow its reader.
  func picture(
    _ figure: Figure, _ format: PictureFormat, theme: PageTheme?, at span: Span
  ) throws(Stop) -> [UInt8] {
    let language = options.language
    if format == .html {
      return Array(figurePage(figure, theme: theme ?? .automatic, language: language).utf8)
    }
    let drawing = figure.drawing(language: language)
    guard format == .png else {
      return Array(svgDocument(drawing, theme: theme ?? .automatic).utf8)
    }
    do throws(PictureProblem) {
      // Twice as many points as units, for screens and paper that show them.
      return try pngPicture(
        ofSVG: svgDocument(drawing, theme: theme ?? .light), width: Int(drawing.width * 2),
        height: Int(drawing.height * 2))
    } catch {
      throw stop(.noPicture(error, .png, at: span))
    }
  }

  /// The bytes of a file with `frames` one after another.
  func movingPicture(
    _ frames: [AnimationFrame], title: String, _ format: PictureFormat, theme: PageTheme?,
    at span: Span
  ) throws(Stop) -> [UInt8] {
    let language = options.language
    guard format == .gif, let first = frames.first else {
      let page = animationPage(
        frames, title: title, theme: theme ?? .automatic, language: language)
      return Array(page.utf8)
    }
    let size = first.drawing(language: language)
    do throws(PictureProblem) {
      let image = try gifPicture(
        ofSVGs: frames.count, width: Int(size.width), height: Int(size.height),
        hundredths: max(6, 600 / frames.count), shouldStop: host.isInterrupted
      ) { svgDocument(frames[$0].drawing(language: language), theme: theme ?? .light) }
      guard let image else { throw PictureProblem.failed }
      return image
    } catch {
      if host.isInterrupted() { throw .interrupted }
      throw stop(.noPicture(error, .gif, at: span))
    }
  }
}

extension Diagnostic {
  fileprivate static func noPicture(
    _ problem: PictureProblem, _ format: PictureFormat, at span: Span
  ) -> Diagnostic {
    let (name, other) = format == .gif ? ("GIF", ".html") : ("PNG", ".svg")
    switch problem {
    case .missingLibrary(let library):
      return .error(
        .cannotWrite,
        Text(
          en: "\(name) is drawn by librsvg, and this machine lacks \(library)",
          pt: "\(name) é desenhado pela librsvg, e falta \(library) nesta máquina"),
        at: Label(span),
        notes: [
          Text(
            en:
              "install 'librsvg2-2' (Fedora: 'librsvg2', Homebrew: 'librsvg'), or write '\(other)'",
            pt:
              "instale 'librsvg2-2' (Fedora: 'librsvg2', Homebrew: 'librsvg'), ou grave '\(other)'"
          )
        ])
    case .failed:
      return .error(
        .cannotWrite,
        Text(
          en: "the picture could not be drawn as \(name); '\(other)' would hold it",
          pt: "não foi possível desenhar a figura como \(name); '\(other)' a guardaria"),
        at: Label(span))
    }
  }
}
