import SurveyVocabulary

/// Holm's step-down adjustment of a family of p-values.
///
/// An adjusted p-value is the smallest family-wise error rate at which that test rejects. No assumption
/// is made about how the tests depend on each other.
///
/// Reference: Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
public struct HolmAdjustment: Finding {
  /// The stable name of the method.
  public static let methodID = "holm-adjustment/1"

  /// The p-values as given.
  public let pValues: [Double]
  /// The adjusted p-values, in the order given.
  public let adjusted: [Double]
  /// The names of the tests, for print.
  public var context: DataContext

  /// Adjusts a family of p-values; names are the tests', in the same order.
  ///
  /// - Throws: `InputError` if there is no p-value, one is NaN or outside 0 to 1, or the names are as
  ///   many as the p-values neither nor none.
  public init(_ pValues: some Collection<Double>, names: [String] = []) throws(InputError) {
    let values = Array(pValues)
    guard !values.isEmpty else { throw .tooFew("p-values", found: 0, needed: 1) }
    if !names.isEmpty { try checkEqualLength(names.count, "names", values.count, "the family of p-values") }
    for (index, value) in values.enumerated() where !(0...1).contains(value) {
      let name = names.isEmpty ? "p-value \(index + 1)" : "p-value of \(names[index])"
      throw .outOfRange(name, value: value, allowed: "a number from 0 to 1")
    }
    self.pValues = values
    adjusted = Self.adjust(values)
    context = DataContext(parts: names, cases: CaseLedger(all: 0))
  }

  private static func adjust(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var adjusted = values
    var largest = 0.0
    for (rank, index) in order.enumerated() {
      largest = max(largest, min(1, Double(values.count - rank) * values[index]))
      adjusted[index] = largest
    }
    return adjusted
  }
}

extension HolmAdjustment {
  /// The p-values and their adjusted values, one test to a line.
  public var report: Report {
    let lines = pValues.indices.map { index -> [Report.Cell] in
      [.text(context.part(index)), .pValue(pValues[index]), .pValue(adjusted[index])]
    }
    return Report(
      context.title("Holm's adjustment"),
      method: .init(
        Self.methodID,
        citation: Citation(
          "Holm", 1979,
          "A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 65-70"
        )),
      grids: [Report.Grid(columns: ["test", "p", "adjusted p"], lines: lines)],
      facts: [Report.Fact("tests in the family", .count(pValues.count))])
  }
}
