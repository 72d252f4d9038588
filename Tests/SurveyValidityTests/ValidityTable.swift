import Foundation
import SurveyTestSupport
import Testing

/// A table of the page of simulated rates: a line for each method, a column for each condition.
struct ValidityTable {
  static let path = "Docs/Guide.docc/Validity.md"
  let heading: String
  let header: [String]
  /// The name of each line, with cells before the rates.
  let names: [[String]]
  /// The rates, line after line.
  let rates: [[Rate]]

  func lines() throws -> [String] {
    let rows = try zip(names, rates).map { try row($0 + $1.map { try $0.cell() }) }
    return [row(header), "|" + header.map { _ in "---|" }.joined()] + rows
  }

  private func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  /// The first table below a heading of the page.
  static func place(in page: [String], under heading: String) throws -> Range<Int> {
    let start = try #require(page.firstIndex(of: heading), "the page has no heading \(heading)")
    let first = try #require(page[start...].firstIndex { $0.hasPrefix("|") }, "no table under \(heading)")
    return first..<(page[first...].firstIndex { !$0.hasPrefix("|") } ?? page.endIndex)
  }

  /// The cells of a table of the page, without its header.
  static func cells(under heading: String) throws -> [[String]] {
    let page = try Fixture.text(path).components(separatedBy: "\n")
    return page[try place(in: page, under: heading)].dropFirst(2).map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  /// Puts the table into the page, or checks that the page shows it.
  ///
  /// A C library chooses its code by the processor, so that a p value at the very level may fall on the
  /// other side elsewhere: two thousandths of a rate are let pass.
  func checkOrWrite() throws {
    if Validity.writes {
      var page = try Fixture.text(Self.path).components(separatedBy: "\n")
      page.replaceSubrange(try Self.place(in: page, under: heading), with: try lines())
      try page.joined(separator: "\n").write(
        to: Fixture.packageRoot.appending(path: Self.path), atomically: true, encoding: .utf8)
      return
    }
    let shown = try Self.cells(under: heading)
    try #require(shown.count == names.count, "\(heading) has \(shown.count) lines, not \(names.count)")
    for ((cells, name), found) in zip(zip(shown, names), rates) {
      #expect(Array(cells.prefix(name.count)) == name)
      for (cell, rate) in zip(cells.dropFirst(name.count), found) {
        let claimed = Double(cell.prefix { $0 == "." || $0 == "1" || $0.isNumber })
        let agrees = claimed.map { abs($0 - rate.value) <= 0.0025 } ?? (rate.answered == 0)
        #expect(agrees, "\(heading), \(name[0]): \(cell) on the page, \(rate.value) found")
      }
    }
  }
}
