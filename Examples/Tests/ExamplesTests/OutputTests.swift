import Foundation
import Testing

/// The examples print what their checked-in copies hold.
@Suite struct OutputTests {
  /// One line of `Expected/commands`: a file and the command whose output it holds; a file that ends in
  /// "-refused.txt" holds the message of a command that must fail.
  struct Copy: CustomTestStringConvertible, Sendable {
    let file: String
    let name: String
    let arguments: [String]

    var testDescription: String { ([name] + arguments).joined(separator: " ") }

    static let folder = Command.folder.appendingPathComponent("Tests/Expected")

    static func all() throws -> [Copy] {
      let list = try String(contentsOf: folder.appendingPathComponent("commands"), encoding: .utf8)
      return list.split(separator: "\n").map { line in
        let words = line.split(separator: " ").map(String.init)
        return Copy(file: words[0], name: words[1], arguments: Array(words[2...]))
      }
    }
  }

  static let advice: Comment = "If the change was meant: ./Examples/Tests/refresh"

  @Test(arguments: try Copy.all()) func printsItsCheckedInCopy(_ copy: Copy) throws {
    let expected = try String(
      contentsOf: Copy.folder.appendingPathComponent(copy.file), encoding: .utf8)
    let outcome = try Command.run(copy.name, copy.arguments)
    guard !copy.file.hasSuffix("-refused.txt") else {
      #expect(outcome.status == 1)
      let difference = firstDifference(outcome.error, expected)
      #expect(difference == nil, Self.advice)
      return
    }
    #expect(outcome.status == 0, "\(outcome.error)")
    if copy.file.hasSuffix(".json") {
      let difference = try firstDifference(json(outcome.output), json(expected), at: "")
      #expect(difference == nil, Self.advice)
    } else {
      let difference = firstDifference(outcome.output, expected)
      #expect(difference == nil, Self.advice)
    }
  }

  private func json(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8))
  }

  private func firstDifference(_ text: String, _ expected: String) -> String? {
    let (found, wanted) = (text.split(separator: "\n"), expected.split(separator: "\n"))
    for (line, pair) in zip(found, wanted).enumerated() where pair.0 != pair.1 {
      return "line \(line + 1): \"\(pair.0)\" against \"\(pair.1)\""
    }
    return text == expected ? nil : "\(found.count) lines against \(wanted.count), or blank lines"
  }

  /// Numbers may differ in the last digits between platforms: nine must agree.
  private func firstDifference(_ found: Any, _ expected: Any, at path: String) -> String? {
    switch (found, expected) {
    case (let found as [String: Any], let expected as [String: Any]):
      guard found.keys.sorted() == expected.keys.sorted() else { return "\(path): other keys" }
      return found.keys.sorted().lazy.compactMap { key in
        firstDifference(found[key] ?? NSNull(), expected[key] ?? NSNull(), at: "\(path)/\(key)")
      }.first
    case (let found as [Any], let expected as [Any]):
      guard found.count == expected.count else { return "\(path): \(found.count) for \(expected.count)" }
      return zip(found, expected).enumerated().lazy.compactMap { index, pair in
        firstDifference(pair.0, pair.1, at: "\(path)/\(index)")
      }.first
    case (let found as NSNumber, let expected as NSNumber):
      let (value, wanted) = (found.doubleValue, expected.doubleValue)
      let isClose = (value - wanted).magnitude <= 1e-9 * max(wanted.magnitude, 1e-3)
      return isClose ? nil : "\(path): \(value) against \(wanted)"
    case (let found as String, let expected as String):
      return found == expected ? nil : "\(path): \"\(found)\" against \"\(expected)\""
    default:
      return found is NSNull && expected is NSNull ? nil : "\(path): another kind of value"
    }
  }
}
