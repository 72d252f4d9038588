import Foundation
import SurveyTestSupport
import Testing

/// The rules of the house that a file system can check.
@Suite struct LayoutTests {
  /// Source files over 250 lines, each with its reason.
  private let longFiles: [String: String] = [:]

  @Test func everyFindingHasItsTestItsFixtureAndItsPage() throws {
    let stems = try findings()
    #expect(stems.count > 0)
    let tests = try files(under: "Tests", suffix: "Tests.swift")
    let index = try Fixture.text("Docs/Guide.docc/Methods.md")
    for stem in stems {
      let test = tests.first { $0.hasSuffix("/\(stem)Tests.swift") }
      #expect(test != nil, "\(stem) has no test file")
      let statesReason = try test.map { try Fixture.text($0).contains("// No fixture: ") } ?? false
      #expect(
        exists("Tests/Fixtures/expected/\(stem).json") || statesReason,
        "\(stem) has neither a fixture nor a stated reason")
      #expect(exists("Docs/Guide.docc/Methods/\(stem).md"), "\(stem) has no page")
      #expect(index.contains("<doc:\(stem)>"), "\(stem) is not in the method index")
    }
  }

  @Test func everyMethodPageHasTheSameHeadings() throws {
    let headings = [
      "Question it answers", "Example", "What it assumes", "Choices and defaults, and why", "Small samples",
      "Computation", "Compared with R and SPSS", "References", "Source, tests, fixture",
    ]
    for page in try files(under: "Docs/Guide.docc/Methods", suffix: ".md") {
      let found = try Fixture.text(page).components(separatedBy: "\n")
        .filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
      #expect(found == headings, "\(page)")
    }
  }

  @Test func everyPageIsFoundFromTheGuide() throws {
    let pages = try files(under: "Docs/Guide.docc", suffix: ".md")
    let links = try pages.map { try Fixture.text($0) }.joined(separator: "\n")
    for page in pages where !page.hasSuffix("/Guide.md") {
      let name = stem(page)
      #expect(links.contains("- <doc:\(name)>"), "\(page) is in no list of topics")
    }
  }

  @Test func everyFixtureIsReadByATest() throws {
    let tests = try files(under: "Tests", suffix: ".swift").map { try Fixture.text($0) }.joined()
    let expected = try files(under: "Tests/Fixtures/expected", suffix: ".json")
    for path in expected {
      #expect(tests.contains("\"\(stem(path))\""), "\(path) is read by no test")
    }
    let references = try expected.map { try Fixture.text($0) }.joined()
    for path in try files(under: "Tests/Fixtures/data", suffix: ".csv") {
      let name = stem(path)
      #expect(tests.contains(name) || references.contains("\"\(name)\""), "\(path) is read by no test")
    }
  }

  @Test func noSourceImportsFoundation() throws {
    try forEachSource { _, lines in lines.filter { $0.contains("import Foundation") } }
  }

  @Test func theCModuleStaysInLinearAlgebra() throws {
    try forEachSource { path, lines in
      path.hasPrefix("Sources/SurveyLinearAlgebra/") ? [] : lines.filter { $0.contains("import CSurvey") }
    }
  }

  @Test func noUpperTailIsASubtraction() throws {
    let pattern = try Regex(#"\b1(\.0)? *- *[A-Za-z_.]*(cdf|lowerTail|cumulative)"#)
    try forEachSource { _, lines in lines.filter { $0.contains(pattern) && !$0.isComment } }
  }

  @Test func nothingInTheSourcesTrapsOnPurpose() throws {
    let pattern = try Regex(#"\btry!|\bas!|\bfatalError\(|\bpreconditionFailure\(|\bassertionFailure\("#)
    try forEachSource { _, lines in lines.filter { $0.contains(pattern) && !$0.isComment } }
  }

  @Test func longFilesHaveAReason() throws {
    try forEachSource { path, lines in
      lines.count > 250 && longFiles[path] == nil ? ["\(lines.count) lines"] : []
    }
  }

  @Test func theTopLevelHoldsNothingElse() throws {
    let allowed: Set<String> = [
      "Package.swift", "Sources", "Tests", "Docs", "Examples", "Benchmarks", "LICENSE", "README.md",
      "CHANGELOG.md",
      "CONTRIBUTING.md", "Package.resolved",
    ]
    let found = try FileManager.default.contentsOfDirectory(atPath: Fixture.packageRoot.path)
      .filter { !$0.hasPrefix(".") }
    #expect(Set(found).subtracting(allowed).isEmpty)
  }
}

extension LayoutTests {
  /// The names of the types that declare themselves findings; each is the stem of its file.
  private func findings() throws -> [String] {
    let pattern = try Regex(
      #"^public struct ([A-Za-z0-9]+)(<[^>]*>)?: (.*, )?Finding\b"#,
      as: (Substring, Substring, Substring?, Substring?).self)
    return try files(under: "Sources", suffix: ".swift").flatMap { path in
      let names = try Fixture.text(path).components(separatedBy: "\n").compactMap { line in
        line.prefixMatch(of: pattern).map { String($0.1) }
      }
      for name in names { #expect(stem(path) == name, "\(path) holds the finding \(name)") }
      return names
    }
  }

  private func forEachSource(_ faults: (_ path: String, _ lines: [String]) -> [String]) throws {
    for path in try files(under: "Sources", suffix: ".swift") {
      let found = faults(path, try Fixture.text(path).components(separatedBy: "\n"))
      #expect(found.isEmpty, "\(path): \(found)")
    }
  }

  private func files(under folder: String, suffix: String) throws -> [String] {
    let root = Fixture.packageRoot.appending(path: folder).path
    return try FileManager.default.subpathsOfDirectory(atPath: root)
      .filter { $0.hasSuffix(suffix) && !$0.contains(".build/") }
      .map { "\(folder)/\($0)" }
      .sorted()
  }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: Fixture.packageRoot.appending(path: path).path)
  }

  private func stem(_ path: String) -> String {
    URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
  }
}

extension String {
  fileprivate var isComment: Bool { trimmingCharacters(in: .whitespaces).hasPrefix("//") }
}
