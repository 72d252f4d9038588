import Foundation
import Testing

/// Checks that a page of the guide shows code that compiles and prints what the page says.
///
/// The test holds the page's code between the lines `// page` and `// end`; this compares it with the
/// first Swift block of the page (without `import` lines) and what it prints with the first text block.
///
/// ```swift
/// @Test func pageShowsWhatItsCodePrints() throws {
///   try checkPage("WelchTest") { print in
///     // page
///     let test = try WelchTest([3, 4, 5], against: [1, 2, 4])
///     print(test)
///     // end
///   }
/// }
/// ```
public func checkPage(
  _ name: String, sourceFile: StaticString = #filePath, sourceLocation: SourceLocation = #_sourceLocation,
  code: (_ print: (Any) -> Void) throws -> Void
) throws {
  let path = name.hasSuffix(".md") ? name : "Docs/Guide.docc/Methods/\(name).md"
  let page = try Fixture.text(path).components(separatedBy: "\n")
  let shown = try block("swift", of: page).filter { !$0.hasPrefix("import ") }
  let source = try String(contentsOfFile: "\(sourceFile)", encoding: .utf8).components(separatedBy: "\n")
  #expect(
    trimmed(shown) == trimmed(try compiledCode(source, after: sourceLocation.line)),
    "the code on \(path) is not the code of its test", sourceLocation: sourceLocation)
  var output: [String] = []
  try code { output += "\($0)".components(separatedBy: "\n") }
  #expect(
    trimmed(try block("text", of: page)) == trimmed(output),
    "\(path) does not show what its code prints:\n\(output.joined(separator: "\n"))",
    sourceLocation: sourceLocation)
}

private func block(_ language: String, of page: [String]) throws -> [String] {
  guard let start = page.firstIndex(of: "```\(language)"),
    let end = page[(start + 1)...].firstIndex(of: "```")
  else { throw FixtureError("the page has no \(language) block") }
  return Array(page[(start + 1)..<end])
}

/// The lines between `// page` and `// end` after the call, without their common indentation.
private func compiledCode(_ source: [String], after line: Int) throws -> [String] {
  let isMarker = { (text: String, mark: String) in text.trimmingCharacters(in: .whitespaces) == mark }
  guard let start = source.indices.first(where: { $0 >= line && isMarker(source[$0], "// page") }),
    let end = source[start...].firstIndex(where: { isMarker($0, "// end") })
  else { throw FixtureError("the test has no code between // page and // end") }
  let lines = source[(start + 1)..<end]
  let indent = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
  return lines.map { String($0.dropFirst(indent)) }
}

private func trimmed(_ lines: [String]) -> [String] {
  let isBlank = { (line: String) in line.allSatisfy(\.isWhitespace) }
  return lines.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
}
