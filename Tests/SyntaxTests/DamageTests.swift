import Diagnostics
import Foundation
import Syntax
import TestSupport
import Testing

/// Scripts of all kinds that tests cut and change.
enum Scripts {
  static let samples: [String] = {
    let folder = GoldenCase.testsDirectory + "/../Samples"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".nn") }.sorted().compactMap {
      try? String(contentsOfFile: folder + "/" + $0, encoding: .utf8)
    }
  }()

  static let everything = """
    nn 1
    ## How big it is.
    fn area(w, h = 1) = w * h
    fn sign(x) { if x > 0 { return 1 } else if x < 0 { return -1 } else { return 0 } }
    let época = [x ^ 2 for x in 1..10 by 3 if x != 4]
    let t = "a {area(2, h: 3)} \\{ {"in {1}"} b"
    var best = if t in ["a"] and not false then -2 ^ 2 else 0.001..1 log 7
    best = best + 1_000 * 70%
    data d { read "a.csv", separator: ";"; drop ID, `Age (years)`
      target hours > 8, name: late
      split train: 80%, test: every 5 }
    network net(depth = 2) { input 1x28x28
      repeat depth { dense 64, relu, init: he as stem }
      if depth > 1 { dropout 50% } else { flatten }
      dense ? }
    optimizer ball(momentum = 0.9) { state v = 0; v = momentum * v + gradient; weight = weight - v }
    plan p { loss mean((prediction - target) ^ 2); rate fn(epoch) = 0.1 / epoch; stop patience: 8 epochs }
    let run = train net on d with p { epochs 20 }
    for w in [16, 32] { print "again", w; repeat 2 { show w } }
    sweep rate in [1, 0.1], s in 1..3, sample: 2 { train net on d with p { rate rate } }
    plot net.history to "loss.svg"
    expect net.test.accuracy > 90%, "too weak"
    include "common.nn"
    """
}

@Suite struct DamageTests {
  private func survives(_ text: String) -> Bool {
    isLossless(parse(SourceFile(name: "damaged", text: text)))
  }

  @Test func `the scripts to be damaged are whole`() {
    for text in Scripts.samples + [Scripts.everything] {
      #expect(parse(SourceFile(name: "whole", text: text)).problems.map(\.message.en) == [])
    }
    #expect(Scripts.samples.count >= 8)
  }

  @Test func `every prefix parses to a tree that keeps each byte`() {
    for text in Scripts.samples + [Scripts.everything] {
      let scalars = Array(text.unicodeScalars)
      for length in 0...scalars.count {
        var prefix = String.UnicodeScalarView()
        prefix.append(contentsOf: scalars[..<length])
        #expect(survives(String(prefix)))
      }
    }
  }

  @Test func `every change of one token parses to a tree that keeps each byte`() {
    var random = SplitMix(state: 5)
    for text in Scripts.samples + [Scripts.everything] {
      let tree = parse(SourceFile(name: "whole", text: text))
      for token in tree.tokens where !token.span.bytes.isEmpty {
        let (before, after) = (
          tree.source.utf8[..<token.span.start], tree.source.utf8[token.span.end...]
        )
        let own = tree.source.utf8[token.span.bytes]
        let other = tree.tokens[random.below(tree.tokens.count)].span
        for replacement in [
          [], Array(own + own), Array(tree.source.utf8[other.bytes]), Array("\"".utf8),
          Array("}".utf8), Array("((".utf8),
        ] {
          #expect(survives(String(decoding: before + replacement + after, as: UTF8.self)))
        }
      }
    }
  }

  @Test func `random bytes parse to a tree that keeps each byte`() {
    var random = SplitMix(state: 9)
    for length in 0..<400 {
      let bytes = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      #expect(survives(String(decoding: bytes, as: UTF8.self)))
    }
  }

  @Test(arguments: [
    "let x = " + String(repeating: "(", count: 100_000),
    "let x = " + String(repeating: "[", count: 100_000),
    "let x = " + String(repeating: "f(", count: 100_000) + "1"
      + String(repeating: ")", count: 100_000),
    "let x = " + String(repeating: "2 ^ ", count: 100_000) + "2",
    "let x = a" + String(repeating: ".b", count: 100_000),
    "let x = a" + String(repeating: "(1)", count: 100_000),
    String(repeating: "if true { ", count: 100_000),
    String(repeating: "network n { repeat 2 { ", count: 50_000),
    "let x = " + String(repeating: "if a then b else ", count: 100_000) + "c",
    "print \"" + String(repeating: "{\"", count: 50_000) + String(repeating: "\"}", count: 50_000)
      + "\"",
  ])
  func `absurd nesting is one problem`(_ text: String) {
    let tree = parse(SourceFile(name: "deep", text: text))
    #expect(tree.problems.filter { $0.code == .nestingTooDeep }.count == 1)
    #expect(tree.problems.count <= 2)
    #expect(isLossless(tree))
  }

  @Test(arguments: [
    "let x = " + String(repeating: "-", count: 100_000) + "1",
    "let x = " + String(repeating: "not ", count: 100_000) + "true",
    "let x = 1" + String(repeating: " + 1", count: 100_000),
    "if a { }" + String(repeating: " else if a { }", count: 50_000),
  ])
  func `long chains are not deep`(_ text: String) {
    #expect(parse(SourceFile(name: "long", text: text)).problems == [])
  }
}
