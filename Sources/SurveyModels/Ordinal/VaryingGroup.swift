import SurveyLinearAlgebra
import SurveyVocabulary

/// A term of a design, or one of its columns, whose coefficients vary by threshold.
struct VaryingGroup: Sendable {
  let name: String
  /// The places of its columns in the design.
  let columns: [Int]

  /// Finds terms, or else columns, by their names.
  ///
  /// - Throws: `InputError` if a name is neither, or a column is named twice.
  static func find(_ names: [String], in design: Design) throws(InputError) -> [VaryingGroup] {
    var seen: Set<Int> = []
    var groups: [VaryingGroup] = []
    for name in names {
      let columns: [Int]
      if let term = design.terms.firstIndex(where: { $0.name == name }) {
        columns = Array(design.columnsOfTerms[term])
      } else if let column = design.columnNames.firstIndex(of: name), column > 0 || !design.hasIntercept {
        columns = [column]
      } else {
        let terms = design.terms.map(\.name)
        let others = design.columnNames.dropFirst(design.hasIntercept ? 1 : 0)
        throw .unknownName(name, among: terms + others.filter { !terms.contains($0) }, subject: "varying")
      }
      for column in columns where !seen.insert(column).inserted {
        throw InputError(
          .definition, "varying", "the column \"\(design.columnNames[column])\" is named twice",
          remedy: "name each term once")
      }
      groups.append(VaryingGroup(name: name, columns: columns))
    }
    return groups
  }
}

extension Design {
  /// The columns without the intercept, those at some places first.
  func ordered(first places: [Int]) throws(InputError) -> Design {
    let chosen = Set(places)
    let rest = (hasIntercept ? 1 : 0)..<columnCount
    let order = places + rest.filter { !chosen.contains($0) }
    guard !order.isEmpty else { return self }
    let all = matrix
    return try Design(
      Matrix(rowCount, order.count, order.flatMap { Array(all[column: $0]) }),
      names: order.map { columnNames[$0] }, intercept: false)
  }
}
