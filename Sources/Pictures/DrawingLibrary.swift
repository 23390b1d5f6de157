#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a drawing does not become an image.
package enum PictureProblem: Error, Hashable {
  /// The machine does not have this library.
  case missingLibrary(String)
  /// The library does not take the drawing, or there is no memory for the image.
  case failed
}

/// The few functions of librsvg and cairo that are needed, found by name.
struct DrawingLibrary {
  private typealias NewFromData =
    @convention(c) (UnsafePointer<UInt8>?, Int, UnsafeMutableRawPointer?) -> OpaquePointer?
  private typealias Render =
    @convention(c) (
      OpaquePointer?, OpaquePointer?, UnsafePointer<Double>?, UnsafeMutableRawPointer?
    ) -> CInt
  private typealias CreateSurface = @convention(c) (CInt, CInt, CInt) -> OpaquePointer?
  private typealias Create = @convention(c) (OpaquePointer?) -> OpaquePointer?
  private typealias Release = @convention(c) (OpaquePointer?) -> Void
  private typealias Status = @convention(c) (OpaquePointer?) -> CInt
  private typealias PixelData = @convention(c) (OpaquePointer?) -> UnsafeMutablePointer<UInt8>?
  private typealias Writer =
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, CUnsignedInt) -> CInt
  private typealias WriteImage =
    @convention(c) (OpaquePointer?, Writer, UnsafeMutableRawPointer?) -> CInt

  private let newFromData: NewFromData
  private let render: Render
  private let unref: Release
  private let createSurface: CreateSurface
  private let create: Create
  private let destroy: Release
  private let destroySurface: Release
  private let surfaceStatus: Status
  private let flush: Release
  private let pixelData: PixelData
  private let rowBytes: Status
  private let writeImage: WriteImage

  init() throws(PictureProblem) {
    #if canImport(Darwin)
      let rsvg = try Library("librsvg", ["librsvg-2.2.dylib", "librsvg-2.dylib"])
      let cairo = try Library("cairo", ["libcairo.2.dylib"])
      let objects = try Library("GObject", ["libgobject-2.0.0.dylib"])
    #else
      let rsvg = try Library("librsvg", ["librsvg-2.so.2"])
      let cairo = try Library("cairo", ["libcairo.so.2"])
      let objects = try Library("GObject", ["libgobject-2.0.so.0"])
    #endif
    newFromData = unsafeBitCast(try rsvg.symbol("rsvg_handle_new_from_data"), to: NewFromData.self)
    render = unsafeBitCast(try rsvg.symbol("rsvg_handle_render_document"), to: Render.self)
    unref = unsafeBitCast(try objects.symbol("g_object_unref"), to: Release.self)
    createSurface = unsafeBitCast(
      try cairo.symbol("cairo_image_surface_create"), to: CreateSurface.self)
    create = unsafeBitCast(try cairo.symbol("cairo_create"), to: Create.self)
    destroy = unsafeBitCast(try cairo.symbol("cairo_destroy"), to: Release.self)
    destroySurface = unsafeBitCast(
      try cairo.symbol("cairo_surface_destroy"), to: Release.self)
    surfaceStatus = unsafeBitCast(try cairo.symbol("cairo_surface_status"), to: Status.self)
    flush = unsafeBitCast(try cairo.symbol("cairo_surface_flush"), to: Release.self)
    pixelData = unsafeBitCast(
      try cairo.symbol("cairo_image_surface_get_data"), to: PixelData.self)
    rowBytes = unsafeBitCast(
      try cairo.symbol("cairo_image_surface_get_stride"), to: Status.self)
    writeImage = unsafeBitCast(
      try cairo.symbol("cairo_surface_write_to_png_stream"), to: WriteImage.self)
  }

  /// The document as a PNG file.
  func png(of svg: String, width: Int, height: Int) throws(PictureProblem) -> [UInt8] {
    let surface = try drawn(svg, width, height)
    defer { destroySurface(surface) }
    var image: [UInt8] = []
    let status = withUnsafeMutablePointer(to: &image) { image in
      writeImage(
        surface,
        { closure, data, count in
          guard let closure, let data else { return 11 }
          closure.assumingMemoryBound(to: [UInt8].self).pointee
            .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
          return 0
        }, image)
    }
    guard status == 0 else { throw .failed }
    return image
  }

  /// The colours of the document's pixels, row by row from the top: `0xRRGGBB`.
  func pixels(of svg: String, width: Int, height: Int) throws(PictureProblem) -> [UInt32] {
    let surface = try drawn(svg, width, height)
    defer { destroySurface(surface) }
    flush(surface)
    guard let data = pixelData(surface) else { throw .failed }
    // A row may be longer than its pixels.
    let stride = Int(rowBytes(surface)) / 4
    guard stride >= width else { throw .failed }
    return data.withMemoryRebound(to: UInt32.self, capacity: stride * height) { data in
      (0..<width * height).map { data[$0 / width * stride + $0 % width] & 0xFFFFFF }
    }
  }

  /// A new surface with the document on it, for whoever asks to give back.
  private func drawn(
    _ svg: String, _ width: Int, _ height: Int
  ) throws(PictureProblem) -> OpaquePointer {
    let bytes = Array(svg.utf8)
    guard let document = newFromData(bytes, bytes.count, nil) else { throw .failed }
    defer { unref(document) }
    // 0 is the form of 32 bits a pixel, with opacity.
    guard let surface = createSurface(0, CInt(width), CInt(height)) else { throw .failed }
    guard surfaceStatus(surface) == 0, let context = create(surface) else {
      destroySurface(surface)
      throw .failed
    }
    defer { destroy(context) }
    let box = [0, 0, Double(width), Double(height)]
    guard render(document, context, box, nil) != 0 else {
      destroySurface(surface)
      throw .failed
    }
    return surface
  }
}

/// A library of the system that stays open until the program ends.
private struct Library {
  private let name: String
  private let handle: UnsafeMutableRawPointer

  init(_ name: String, _ files: [String]) throws(PictureProblem) {
    // Homebrew's folders are not among those that are searched.
    let folders = ["", "/opt/homebrew/lib/", "/usr/local/lib/"]
    for file in files {
      for folder in folders {
        if let handle = dlopen(folder + file, RTLD_NOW | RTLD_LOCAL) {
          (self.name, self.handle) = (name, handle)
          return
        }
      }
    }
    throw .missingLibrary(name)
  }

  func symbol(_ symbol: String) throws(PictureProblem) -> UnsafeMutableRawPointer {
    guard let found = dlsym(handle, symbol) else { throw .missingLibrary(name) }
    return found
  }
}
