import Foundation
import Testing

/// A line of a table on the page of accuracies: a name, cells of text, and digits that tests prove.
public struct AccuracyLine: Sendable {
  /// What identifies the line: its first cell.
  public let name: String
  /// The cells after the name, digits among them as text.
  public let cells: [String]
  /// The digits measured now, by the place of their cell.
  public let measured: [Int: Double]

  /// Makes a line. A measured number of digits is printed where its cell says "digits".
  public init(_ name: String, _ cells: [String], measured: [Int: Double]) {
    self.name = name
    self.measured = measured
    self.cells = cells.enumerated().map { index, cell in
      measured[index].map(AccuracyLine.roundedDown) ?? cell
    }
  }

  /// Digits as the page states them: rounded down to one decimal, so that no claim exceeds the truth.
  public static func roundedDown(_ digits: Double) -> String {
    guard digits > 0 else { return "0" }
    let tenths = Int((min(digits, 16) * 10).rounded(.down))
    return tenths == 160 ? "all" : "\(tenths / 10).\(tenths % 10)"
  }

  var markdown: String { "| " + ([name] + cells).joined(separator: " | ") + " |" }
}

/// Checks a table of `Docs/Guide.docc/Accuracy.md`: it has a line for every measured one and no other, and
/// no number of digits that it claims is above what was measured by more than half a digit.
///
/// With the environment variable `ACCURACY_PAGE` set to `write` the table is written anew instead.
public func checkAccuracyTable(
  under heading: String, header: [String], _ lines: [AccuracyLine],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let path = "Docs/Guide.docc/Accuracy.md"
  if ProcessInfo.processInfo.environment["ACCURACY_PAGE"] == "write" {
    try AccuracyPage.write(lines, header, under: heading, to: path)
    return
  }
  let page = try Fixture.text(path).components(separatedBy: "\n")
  let table = page[try AccuracyPage.table(in: page, under: heading)].dropFirst(2)
  var claimed: [String: [String]] = [:]
  for row in table {
    let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    claimed[cells[0]] = Array(cells.dropFirst())
  }
  var faults: [String] = []
  for line in lines {
    guard let cells = claimed.removeValue(forKey: line.name), cells.count == line.cells.count else {
      faults.append("no line: \(line.markdown)")
      continue
    }
    for (index, digits) in line.measured.sorted(by: { $0.key < $1.key }) {
      let claim = cells[index] == "all" ? 16 : Double(cells[index]) ?? .infinity
      if digits < claim - AccuracyPage.slack {
        faults.append("\(line.name): \(cells[index]) claimed, \(digits) measured")
      }
    }
  }
  faults += claimed.keys.sorted().map { "nothing measured: \($0)" }
  #expect(
    faults.isEmpty, "\(path), \(heading):\n\(faults.joined(separator: "\n"))", sourceLocation: sourceLocation)
}

private enum AccuracyPage {
  /// The page states what was measured on one machine. A C library and a BLAS choose their code by the
  /// processor, so that the last digit may differ on another.
  static let slack = 0.5

  /// Several suites write tables of the one page.
  private static let lock = NSLock()

  /// The lines of the first table below a heading.
  static func table(in page: [String], under heading: String) throws -> Range<Int> {
    guard let start = page.firstIndex(of: "## \(heading)"),
      let first = page[start...].firstIndex(where: { $0.hasPrefix("|") })
    else { throw FixtureError("the page has no table under \(heading)") }
    let end = page[first...].firstIndex { !$0.hasPrefix("|") } ?? page.endIndex
    return first..<end
  }

  static func write(
    _ lines: [AccuracyLine], _ header: [String], under heading: String, to path: String
  ) throws {
    try lock.withLock {
      var page = try Fixture.text(path).components(separatedBy: "\n")
      let place = try table(in: page, under: heading)
      let rule = "|" + header.map { _ in "---|" }.joined()
      let new = ["| " + header.joined(separator: " | ") + " |", rule] + lines.map(\.markdown)
      page.replaceSubrange(place, with: new)
      try page.joined(separator: "\n").write(
        to: Fixture.packageRoot.appending(path: path), atomically: true, encoding: .utf8)
    }
  }
}
