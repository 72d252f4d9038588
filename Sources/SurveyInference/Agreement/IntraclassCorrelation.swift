import SurveyProbability
import SurveyVocabulary

/// The six intraclass correlations of Shrout and Fleiss, which are those of McGraw and Wong under other
/// names, of a complete table of subjects by raters.
///
/// Which one is wanted depends on the design, not on the data: raters who differ from subject to subject
/// (one-way), the same raters for all and their differences in level counted as error (agreement), or not
/// counted (consistency). The coefficients of random and of fixed raters are the same numbers.
///
/// Reference: Shrout & Fleiss (1979), doi:10.1037/0033-2909.86.2.420; McGraw & Wong (1996),
/// doi:10.1037/1082-989X.1.1.30. Agrees with R's `psych::ICC(lmer = FALSE)` to 9 digits and more.
public struct IntraclassCorrelation: Finding {
  /// The stable name of the method.
  public static let methodID = "intraclass-correlation/1"

  /// A coefficient by what it treats as error and by what is used: one rating, or a mean of ratings.
  public enum Form: String, Hashable, Sendable, Codable, CaseIterable {
    /// ICC(1,1), McGraw and Wong's ICC(1): one rating, other raters for every subject.
    case oneWay = "one-way, one rating"
    /// ICC(2,1), McGraw and Wong's ICC(A,1): one rating, absolute agreement.
    case agreement = "agreement, one rating"
    /// ICC(3,1), McGraw and Wong's ICC(C,1): one rating, consistency.
    case consistency = "consistency, one rating"
    /// ICC(1,k), McGraw and Wong's ICC(k): the mean of several ratings, other raters for every subject.
    case averageOneWay = "one-way, mean rating"
    /// ICC(2,k), McGraw and Wong's ICC(A,k): the mean of several ratings, absolute agreement.
    case averageAgreement = "agreement, mean rating"
    /// ICC(3,k), McGraw and Wong's ICC(C,k): the mean of several ratings, consistency.
    case averageConsistency = "consistency, mean rating"
  }

  /// A coefficient for one rating and for the mean of ``averagedCount`` ratings, with its test.
  public struct Coefficient: Hashable, Sendable {
    /// For one rating; `nil` where its denominator is not positive. The interval is exact for normal data,
    /// that of agreement Satterthwaite's approximation; it is absent where the latter has no degrees of
    /// freedom.
    public let single: Estimate?
    /// For the mean of several ratings; `nil` where its denominator is not positive. Its limits are the
    /// single rating's, stepped up.
    public let average: Estimate?
    /// F of the hypothesis that subjects do not differ; infinite where there is no error.
    public let statistic: TestStatistic
    /// The probability of an F at least as large if subjects do not differ.
    public let pValue: Double
  }

  /// Raters differ from subject to subject: ICC(1,·).
  public let oneWay: Coefficient
  /// The same raters for all, their differences in level counted as error: ICC(2,·), ICC(A,·).
  public let agreement: Coefficient
  /// The same raters for all, their differences in level not counted: ICC(3,·), ICC(C,·).
  public let consistency: Coefficient
  /// The sums behind the coefficients, in squared units of the ratings.
  public let variances: RatingVariances
  /// The number of subjects.
  public let subjectCount: Int
  /// The number of raters.
  public let raterCount: Int
  /// The number of ratings in the mean that the average coefficients are about.
  public let averagedCount: Int
  /// The names of the raters for print, and the cases.
  public var context: DataContext

  /// The estimate of one form.
  public subscript(form: Form) -> Estimate? {
    switch form {
    case .oneWay: oneWay.single
    case .agreement: agreement.single
    case .consistency: consistency.single
    case .averageOneWay: oneWay.average
    case .averageAgreement: agreement.average
    case .averageConsistency: consistency.average
    }
  }

  /// The correlations of ratings, one array to a rater, the subjects in the same order in each.
  ///
  /// - Parameters:
  ///   - ratings: The ratings.
  ///   - names: The names of the raters, for print and errors; numbers where there are none.
  ///   - raters: The number of ratings in the mean that the average coefficients are about; as many as
  ///     there are raters unless another number is given.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than two raters or two subjects, the table has a gap or a
  ///   value that is not finite, subjects differ neither in their means nor in their profiles, or the
  ///   number of averaged ratings is not between 1 and 1,000,000.
  public init(
    _ ratings: [[Double]], names: [String] = [], averagingOver raters: Int? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let table = try TwoWayMeanSquares(ratings, names: names)
    if !names.isEmpty { try checkEqualLength(names.count, "names", table.raters, "the list of raters") }
    let count = raters ?? table.raters
    guard (1...1_000_000).contains(count) else {
      throw .outOfRange(
        "averaged ratings", value: Double(count), allowed: "a number from 1 to 1,000,000")
    }
    guard table.scaledSubjects > 0 || table.scaledResidual > 0 else {
      throw InputError(
        .constant, "subjects", "every rater gives all subjects one rating",
        remedy: "an intraclass correlation is undefined where subjects do not differ")
    }
    let forms = IntraclassRatios(table, averagedCount: count, confidence: confidence)
    oneWay = try forms.oneWay()
    agreement = try forms.agreement()
    consistency = try forms.consistency()
    variances = RatingVariances(table)
    subjectCount = table.subjects
    raterCount = table.raters
    averagedCount = count
    context = DataContext(
      parts: names.isEmpty ? (1...table.raters).map { "rater \($0)" } : names,
      cases: CaseLedger(all: table.subjects))
  }
}

extension IntraclassCorrelation {
  /// The six coefficients with intervals and tests, and the variances behind them.
  public var report: Report {
    let coefficients = [("1", oneWay), ("2", agreement), ("3", consistency)]
    var rows: [Report.Row] = []
    var missing: [String] = []
    for (isAverage, size) in [(false, "1"), (true, "\(averagedCount)")] {
      for (number, coefficient) in coefficients {
        let label = "ICC(\(number),\(size))\(isAverage && averagedCount == 1 ? " mean" : "")"
        guard let estimate = isAverage ? coefficient.average : coefficient.single else {
          missing.append(label)
          continue
        }
        rows.append(
          Report.Row(
            label, estimate, style: .bounded(2), statistic: coefficient.statistic, pValue: coefficient.pValue
          ))
      }
    }
    return Report(
      context.title("Intraclass correlations"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("intervals", .text("F, for agreement Satterthwaite")),
          Report.Fact("mean of", .text("\(averagedCount) ratings")),
        ],
        citation: Citation(
          "Shrout & Fleiss", 1979, "Psychological Bulletin 86, 420-428", doi: "10.1037/0033-2909.86.2.420")),
      rows: rows, grids: [variances.grid(subjects: subjectCount, raters: raterCount)],
      facts: [Report.Fact("subjects", .count(subjectCount)), Report.Fact("raters", .count(raterCount))]
        + variances.facts,
      cases: context.cases, notes: notes(missing), warnings: warnings)
  }

  private func notes(_ missing: [String]) -> [String] {
    var notes = [
      "ICC(1,·): other raters for every subject; ICC(2,·): absolute agreement, ICC(A,·); ICC(3,·): consistency, "
        + "ICC(C,·)."
    ]
    if !missing.isEmpty {
      notes.append("\(missing.joined(separator: ", ")) does not exist: its denominator is not positive.")
    }
    if agreement.single != nil, agreement.single?.interval == nil {
      notes.append("Satterthwaite's degrees of freedom do not exist: there is no interval of agreement.")
    }
    if variances.residual == 0 {
      notes.append(
        variances.betweenRaters == 0
          ? "The raters agree perfectly: without error, the limits are those of the estimates."
          : "The raters differ by constants only: consistency is perfect and has no error to judge it by.")
    }
    return notes
  }

  private var warnings: [String] {
    guard [oneWay, agreement, consistency].contains(where: { ($0.single?.value ?? -1) < 0 }) else {
      return []
    }
    return ["A coefficient is negative: subjects differ less than chance would let them."]
  }
}
