// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A target of ours; what it may import is its row of the map in `Sources/README.md`.
func floor(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies,
    resources: resources, swiftSettings: strict)
}

/// The tests of the target `name`, with golden files beside them where there are any.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude,
    swiftSettings: strict)
}

// The flags that Debian's file gives are refused with a warning, and none is needed there; Homebrew
// keeps readline where nobody looks without it.
#if os(macOS)
  let readlinePackage: String? = "readline"
#else
  let readlinePackage: String? = nil
#endif

let package = Package(
  name: "nnscript",
  products: [
    .executable(name: "nn", targets: ["nn"]),
    .library(name: "NeuralNetworks", targets: ["NeuralNetworks"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    // Floor 0
    .target(name: "CKernels"),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CReadline", pkgConfig: readlinePackage,
      providers: [.apt(["libreadline-dev"]), .brew(["readline"])]),
    // Floor 1
    floor("Diagnostics"),
    floor("Shapes"),
    floor("Pictures"),
    // Floor 2
    floor("Syntax", ["Diagnostics"]),
    floor("Vocabulary", ["Diagnostics", "Shapes"]),
    floor("Kernels", ["Shapes", "CKernels"]),
    floor("Graphs", ["Shapes"]),
    floor("Safetensors", ["Diagnostics"]),
    // Floor 3
    floor("Checking", ["Diagnostics", "Shapes", "Syntax", "Vocabulary"]),
    floor("Formatting", ["Diagnostics", "Syntax"]),
    floor("Plans", ["Shapes", "Vocabulary"]),
    // Floor 4
    floor("Lowering", ["Diagnostics", "Shapes", "Vocabulary", "Graphs", "Checking"]),
    floor("Tables", ["Diagnostics", "Shapes", "Vocabulary", "Kernels", "Plans", "CZlib"]),
    floor("Engine", ["Diagnostics", "Shapes", "Vocabulary", "Graphs", "Kernels", "Plans"]),
    floor("Reports", ["Diagnostics", "Shapes", "Vocabulary", "Graphs", "Plans"]),
    // Floor 5
    floor(
      "Prelude",
      ["Diagnostics", "Vocabulary", "Graphs", "Syntax", "Checking", "Lowering", "Engine"],
      resources: [.embedInCode("prelude.nn")]),
    floor(
      "Exporting",
      ["Diagnostics", "Shapes", "Vocabulary", "Graphs", "Plans", "Tables", "Engine"]),
    // Floor 6
    floor(
      "Interpreting",
      [
        "Diagnostics", "Shapes", "Syntax", "Vocabulary", "Kernels", "Graphs", "Checking",
        "Formatting", "Pictures", "Plans", "Lowering", "Tables", "Engine", "Reports", "Prelude",
        "Safetensors", "Exporting",
      ]),
    floor(
      "LanguageService",
      ["Diagnostics", "Syntax", "Vocabulary", "Interpreting"]),
    floor(
      "NeuralNetworks",
      [
        "Diagnostics", "Shapes", "Syntax", "Vocabulary", "Kernels", "Graphs", "Checking", "Plans",
        "Engine", "Prelude",
      ]),
    // Floor 7
    floor(
      "Repl",
      [
        "Diagnostics", "Vocabulary", "Prelude", "LanguageService", "Interpreting", "Reports",
        "CReadline",
      ]),
    // Floor 8
    .executableTarget(
      name: "nn",
      dependencies: [
        "Diagnostics", "Syntax", "Vocabulary", "Kernels", "Checking", "Formatting", "Plans",
        "Reports", "Prelude", "Interpreting", "Repl",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .executableTarget(
      name: "nn-bench-command", path: "Benchmarks/Command", swiftSettings: strict),
    .executableTarget(
      name: "nn-bench",
      dependencies: [
        "Diagnostics", "Syntax", "Vocabulary", "Shapes", "Kernels", "Checking", "Lowering",
        "Plans", "Engine", "Prelude",
      ],
      path: "Benchmarks/Engine", swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["Diagnostics", "Graphs", "Syntax"],
      path: "Tests/TestSupport",
      swiftSettings: strict),
    .target(
      name: "Fuzzing",
      dependencies: [
        "Diagnostics", "Syntax", "Vocabulary", "Checking", "Formatting", "Prelude",
        "Interpreting", "Safetensors",
      ],
      path: "Tests/Fuzzing", exclude: ["Corpus", "run"], swiftSettings: strict),
    tests(
      "FuzzingTests",
      ["Diagnostics", "Fuzzing", "Interpreting", "Prelude", "Safetensors", "Vocabulary"]),
    tests("AccuracyTests", ["Diagnostics", "Interpreting"]),
    tests(
      "CheckingTests", ["Diagnostics", "Syntax", "Vocabulary", "Checking", "Prelude"]),
    tests(
      "CommandTests", ["Diagnostics", "Safetensors", "Plans", "Reports", "nn"], exclude: ["Golden"]),
    tests("KernelsTests", ["CKernels", "Kernels"]),
    tests(
      "LoweringTests",
      ["Diagnostics", "Syntax", "Vocabulary", "Graphs", "Checking", "Lowering"]),
    tests(
      "PreludeTests",
      [
        "Diagnostics", "Syntax", "Vocabulary", "Graphs", "Checking", "Lowering", "Engine",
        "Prelude",
      ]),
    tests(
      "DocumentationTests",
      ["Diagnostics", "Vocabulary", "Reports", "Prelude", "nn"]),
    tests("DiagnosticsTests", ["Diagnostics"], exclude: ["Golden"]),
    tests("EngineTests", ["Engine", "Graphs", "Kernels", "Plans", "Shapes", "Vocabulary"]),
    tests(
      "ExportingTests", ["Exporting", "Prelude", "Vocabulary", "nn"], exclude: ["Golden"]),
    tests("FormattingTests", ["Diagnostics", "Formatting", "Syntax"], exclude: ["Golden"]),
    tests("GraphsTests", ["Graphs"]),
    tests("NeuralNetworksTests", ["NeuralNetworks", "Prelude", "Vocabulary", "nn"]),
    tests("PicturesTests", ["Pictures"]),
    tests("ProblemTests", ["Diagnostics", "Interpreting"], exclude: ["Golden"]),
    tests("ProjectTests", ["Diagnostics", "Syntax"]),
    tests(
      "ReportsTests", ["Diagnostics", "Plans", "Reports", "Shapes", "Vocabulary"],
      exclude: ["Golden"]),
    tests("SafetensorsTests", ["Diagnostics", "Safetensors"]),
    tests("SyntaxTests", ["Diagnostics", "Syntax"]),
    tests(
      "InterpretingTests",
      ["Diagnostics", "Interpreting", "Plans", "Reports", "Safetensors"]),
    tests(
      "LanguageServiceTests",
      ["Diagnostics", "Interpreting", "LanguageService", "Prelude", "Vocabulary"]),
    tests("TablesTests", ["Diagnostics", "Kernels", "Plans", "Shapes", "Tables", "Vocabulary"]),
    tests("VocabularyTests", ["Diagnostics", "Vocabulary"]),
  ],
  swiftLanguageModes: [.v6]
)
