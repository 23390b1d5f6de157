import Foundation
import TestSupport
import Testing

/// The package manager lets a target import whatever its dependencies import; the map does not.
@Suite struct ImportTests {
  @Test func `every target imports only what its row of the map allows`() throws {
    let map = try FloorMap(readme: ProjectFiles.text(of: "Sources/README.md"))
    for path in ProjectFiles.paths(in: "Sources", ending: ".swift") {
      let target = String(path.split(separator: "/")[1])
      let allowed = try #require(map.allowed[target], "\(target) is missing in Sources/README.md")
      for module in imports(in: path) {
        #expect(allowed.contains(module), "\(path) imports \(module)")
      }
    }
  }

  @Test func `every row of the map is a target and every target has a row`() throws {
    let map = try FloorMap(readme: ProjectFiles.text(of: "Sources/README.md"))
    let folders = try FileManager.default
      .contentsOfDirectory(atPath: ProjectFiles.root + "/Sources")
      .filter { !$0.contains(".") }
    #expect(Set(folders) == Set(map.floors.keys))
  }

  private func imports(in path: String) -> [String] {
    ProjectFiles.lines(of: path).compactMap { line in
      line.firstMatch(
        of:
          /^\s*(?:@\w+(?:\(\w+\))?\s+)?(?:package |public |internal |private |fileprivate )?import (?:struct |enum |class |protocol |func |var |typealias )?(\w+)/
      ).map { String($0.1) }
    }
  }
}

/// The table of `Sources/README.md`: which target stands on which floor and what it may import.
private struct FloorMap {
  var floors: [String: Int] = [:]
  var allowed: [String: Set<String>] = [:]

  /// The C library, and what takes its place on other systems.
  private static let system: Set<String> = ["Glibc", "Darwin", "Synchronization"]
  /// What reads and writes JSON, which the lower floors leave to others.
  private static let coding: Set<String> = ["FoundationEssentials", "Foundation"]

  struct Unreadable: Error {
    let row: Substring
  }

  init(readme: String) throws {
    var rows: [(floor: Int, targets: [String], imports: String)] = []
    for line in readme.split(separator: "\n") where line.hasPrefix("| ") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 4, let floor = Int(cells[0]) else { continue }
      let targets = cells[1].matches(of: /`(\w+)`/).map { String($0.1) }
      if targets.isEmpty { throw Unreadable(row: line) }
      rows.append((floor, targets, cells[3]))
      for target in targets { floors[target] = floor }
    }
    for row in rows {
      for target in row.targets {
        allowed[target] = Self.system.union(row.floor > 4 ? Self.coding : [])
          .union(imports(of: row.imports, on: row.floor))
      }
    }
  }

  private func imports(of cell: String, on floor: Int) -> Set<String> {
    switch cell {
    case "–": []
    case "any below": Set(floors.filter { $0.value < floor }.keys)
    case "any": Set(floors.keys).union(["ArgumentParser"])
    default: Set(cell.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
    }
  }
}
