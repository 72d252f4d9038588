import SurveyVocabulary

/// Skewness and kurtosis by the three definitions in use, with the standard errors that they have for normal
/// data.
///
/// The standard errors are exact for samples from a normal distribution, whatever their size, and say nothing
/// about others.
///
/// Reference: Joanes & Gill (1998), doi:10.1111/1467-9884.00122.
public struct DistributionShape: Finding {
  /// The stable name of the method.
  public static let methodID = "distribution-shape/1"

  /// Skewness and kurtosis by one definition.
  public struct Form: Hashable, Sendable {
    /// The definition.
    public let definition: ShapeDefinition
    /// The skewness with its standard error; `nil` where there are too few values for the definition.
    public let skewness: Estimate?
    /// The kurtosis in excess of the normal distribution's, with its standard error, which is absent below
    /// four values; `nil` where there are too few values for the definition.
    public let kurtosis: Estimate?
  }

  /// The three definitions, in their order.
  public let forms: [Form]
  /// Size, mean and variance of the values.
  public let moments: Moments
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Takes the shape of values.
  ///
  /// - Throws: `InputError` if there are fewer than two values, one is not finite, all are equal, or squared
  ///   deviations exceed the range of `Double`.
  public init(_ values: some Collection<Double>) throws(InputError) {
    let sorted = try finiteValues(values, "values", atLeast: 2).sorted()
    let moments = try Moments(finite: sorted)
    guard moments.sumOfSquares > 0 else {
      throw InputError(
        .constant, "values", "they do not vary, or too little for the range of Double",
        remedy: "equal values have no shape")
    }
    let size = Double(sorted.count)
    let skewError = (6 * (size - 2) / (size + 1) / (size + 3)).squareRoot()
    let kurtosisError =
      (24 * size * (size - 2) * (size - 3) / (size + 1) / (size + 1) / (size + 3) / (size + 5)).squareRoot()
    forms = ShapeDefinition.allCases.map { definition in
      let shape = SampleShape(sorted, moments, definition)
      let factors = Self.factors(definition, size)
      return Form(
        definition: definition,
        skewness: shape.skewness.map {
          Estimate($0, standardError: sorted.count > 2 ? skewError * factors.skewness : nil)
        },
        kurtosis: shape.kurtosis.map {
          Estimate($0, standardError: sorted.count > 3 ? kurtosisError * factors.kurtosis : nil)
        })
    }
    self.moments = moments
    context = DataContext(parts: [], cases: CaseLedger(all: sorted.count))
  }

  /// Skewness and kurtosis by one of the definitions.
  public subscript(definition: ShapeDefinition) -> Form {
    forms[definition.rawValue - 1]
  }

  /// What a definition multiplies those of type 1 by.
  private static func factors(
    _ definition: ShapeDefinition, _ size: Double
  ) -> (skewness: Double, kurtosis: Double) {
    let shrink = 1 - 1 / size
    switch definition {
    case .one: return (1, 1)
    case .two:
      return (
        (size * (size - 1)).squareRoot() / (size - 2), (size + 1) * (size - 1) / ((size - 2) * (size - 3))
      )
    case .three: return (shrink * shrink.squareRoot(), shrink * shrink)
    }
  }
}

extension DistributionShape {
  /// The three definitions, one to a line.
  public var report: Report {
    func cells(_ estimate: Estimate?) -> [Report.Cell] {
      [
        estimate.map { .number($0.value, .decimals(3)) } ?? .empty,
        estimate?.standardError.map { .number($0, .decimals(3)) } ?? .empty,
      ]
    }
    return Report(
      context.title("Skewness and kurtosis"),
      method: .init(
        Self.methodID, options: [.init("standard errors", .text("exact for normal data"))],
        citation: Citation(
          "Joanes & Gill", 1998, "The Statistician 47, 183-189", doi: "10.1111/1467-9884.00122")),
      grids: [
        Report.Grid(
          columns: ["type", "skewness", "its SE", "excess kurtosis", "its SE"],
          lines: forms.map { [.count($0.definition.rawValue)] + cells($0.skewness) + cells($0.kurtosis) })
      ],
      facts: [
        .init("n", .count(moments.count)), .init("mean", .number(moments.mean)),
        .init("SD", moments.standardDeviation.map { .number($0) } ?? .empty),
      ], cases: context.cases)
  }
}
