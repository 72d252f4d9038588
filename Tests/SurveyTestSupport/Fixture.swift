import Foundation

/// Reference values that other programs computed, with their data.
///
/// `Tests/Fixtures/expected` holds one file per method stem, `Tests/Fixtures/data` the data as CSV.
public enum Fixture {
  /// The root of the package, found from this file's place in it.
  public static let packageRoot: URL = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url
  }()

  private static let folder = packageRoot.appending(path: "Tests/Fixtures")

  /// The reference cases of a method stem, such as "WelchTest".
  public static func cases(_ stem: String) throws -> [Case] {
    let url = folder.appending(path: "expected/\(stem).json")
    return try JSONDecoder().decode([Case].self, from: Data(contentsOf: url))
  }

  /// The reference cases of a method stem whose `method` is as given.
  public static func cases(_ stem: String, method: String) throws -> [Case] {
    try cases(stem).filter { $0.method == method }
  }

  /// A data set as a table of text.
  public static func table(_ name: String) throws -> DataTable {
    try DataTable(csv: String(contentsOf: folder.appending(path: "data/\(name).csv"), encoding: .utf8))
  }

  /// The text of a file of the package, by its path from the root.
  public static func text(_ path: String) throws -> String {
    try String(contentsOf: packageRoot.appending(path: path), encoding: .utf8)
  }

  /// One computation of a reference program.
  public struct Case: Decodable, Sendable, CustomStringConvertible {
    /// A stable name, printed by the test runner.
    public let id: String
    /// What was computed, in the words of the reference.
    public let method: String
    /// The name of the data set, where there is one.
    public let dataset: String?
    /// The options of the call.
    public let options: Value
    /// What the reference program found.
    public let expected: Value
    /// How closely the reference itself is known.
    public let tolerance: String
    /// The program, its version and its function.
    public let source: String

    /// The id.
    public var description: String { id }

    /// The data of the case with the filter `options.where` applied.
    public func data() throws -> DataTable {
      guard let dataset else { throw FixtureError("\(id) has no data set") }
      let table = try Fixture.table(dataset)
      guard case .text(let filter) = options["where"] else { return table }
      return try table.filtered(filter)
    }

    /// The values of two groups, rows with missing values left out, as R's formula interface does.
    public func twoGroups() throws -> (first: [Double], second: [Double]) {
      let table = try data()
      let y = try table.numbers(options["y"].string())
      let labels = try table.column(options["group"].string())
      func values(_ label: String) -> [Double] {
        zip(y, labels).compactMap { value, group in group == label ? value : nil }
      }
      return (values(try options["group1"].string()), values(try options["group2"].string()))
    }

    /// The two columns `options.x` and `options.y`, rows with a missing value left out.
    public func pairs() throws -> (x: [Double], y: [Double]) {
      let table = try data()
      let columns = try table.complete([options["x"].string(), options["y"].string()])
      return (columns[0], columns[1])
    }
  }
}

/// A fixture that does not have the expected form.
public struct FixtureError: Error, CustomStringConvertible {
  /// What is wrong.
  public let description: String
  init(_ description: String) { self.description = description }
}
