/// An SVG document as a PNG image, drawn by librsvg.
///
/// The library is opened when the first image is asked for: a program that draws none starts no
/// later for it, and runs where it is not installed.
///
/// - Parameter width: In pixels, with as many downwards as the document's shape asks for.
/// - Throws: `missingLibrary` where librsvg, cairo or GObject is not installed.
package func pngPicture(
  ofSVG svg: String, width: Int, height: Int
) throws(PictureProblem) -> [UInt8] {
  guard (1...20_000).contains(width), (1...20_000).contains(height) else { throw .failed }
  return try DrawingLibrary().png(of: svg, width: width, height: height)
}
