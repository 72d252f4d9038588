import Foundation

/// Reads the plain numeric files that `Peers/data.py` writes.
struct NumberFile {
  let columns: [String: [Double]]
  let names: [String]

  init(_ path: String) throws {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline)
    guard let header = lines.first else { throw CocoaError(.fileReadCorruptFile) }
    names = header.split(separator: ",").map(String.init)
    var columns = Array(repeating: [Double](), count: names.count)
    for line in lines.dropFirst() {
      for (index, cell) in line.split(separator: ",").enumerated() {
        guard let value = Double(cell), index < columns.count else { throw CocoaError(.fileReadCorruptFile) }
        columns[index].append(value)
      }
    }
    self.columns = Dictionary(zip(names, columns), uniquingKeysWith: { first, _ in first })
  }

  subscript(name: String) -> [Double] { columns[name] ?? [] }

  /// The values of a column in the rows where another column has a value.
  func values(_ name: String, where other: String, is wanted: Double) -> [Double] {
    zip(self[name], self[other]).compactMap { $1 == wanted ? $0 : nil }
  }
}
