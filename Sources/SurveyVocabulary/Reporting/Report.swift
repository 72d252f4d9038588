/// Everything that a finding has to say, as data.
///
/// Text, Markdown and JSON are renderings of it. Numbers are unrounded here: a renderer rounds for
/// people, and JSON does not round at all. The JSON is the durable form of a finding.
public struct Report: Hashable, Sendable, CustomStringConvertible {
  /// What the report is about.
  public var title: String
  /// The method that made it; `nil` for a document that holds other reports.
  public var method: Method?
  /// Paragraphs that come before the numbers.
  public var introduction: [String]
  /// Estimates, one to a row.
  public var rows: [Row]
  /// Tables of numbers and words.
  public var grids: [Grid]
  /// Single facts, such as sizes and standard deviations.
  public var facts: [Fact]
  /// The cases that came in, were used and were left out.
  public var cases: CaseLedger?
  /// Remarks that a reader needs in order to read the numbers right.
  public var notes: [String]
  /// What went wrong without making the finding worthless.
  public var warnings: [String]
  /// Reports within this one, in reading order.
  public var sections: [Report]

  /// Makes a report; parts that are left out are empty.
  public init(
    _ title: String, method: Method? = nil, introduction: [String] = [], rows: [Row] = [], grids: [Grid] = [],
    facts: [Fact] = [], cases: CaseLedger? = nil, notes: [String] = [], warnings: [String] = [],
    sections: [Report] = []
  ) {
    self.title = title
    self.method = method
    self.introduction = introduction
    self.rows = rows
    self.grids = grids
    self.facts = facts
    self.cases = cases
    self.notes = notes
    self.warnings = warnings
    self.sections = sections
  }
}

extension Report {
  /// The method behind a report and the choices that were made.
  public struct Method: Hashable, Sendable {
    /// The stable name with its version, such as "welch-test/1".
    public var id: String
    /// The options that made the finding, such as the alternative.
    public var options: [Fact]
    /// The seed of the random numbers, where there were any.
    public var seed: UInt64?
    /// The source of the method.
    public var citation: Citation?

    /// Makes a method's identity.
    public init(_ id: String, options: [Fact] = [], seed: UInt64? = nil, citation: Citation? = nil) {
      self.id = id
      self.options = options
      self.seed = seed
      self.citation = citation
    }
  }

  /// One estimate with its interval and its test.
  public struct Row: Hashable, Sendable {
    /// What is estimated.
    public var label: String
    /// The estimate.
    public var estimate: Estimate?
    /// How its number is printed.
    public var style: NumberStyle
    /// The test statistic.
    public var statistic: TestStatistic?
    /// The probability that the test gives.
    public var pValue: Double?
    /// The side on which the test looked; printed where it is one-sided.
    public var alternative: Alternative?

    /// Makes a row.
    public init(
      _ label: String, _ estimate: Estimate? = nil, style: NumberStyle = .automatic,
      statistic: TestStatistic? = nil, pValue: Double? = nil, alternative: Alternative? = nil
    ) {
      self.label = label
      self.estimate = estimate
      self.style = style
      self.statistic = statistic
      self.pValue = pValue
      self.alternative = alternative
    }
  }

  /// One named value.
  public struct Fact: Hashable, Sendable {
    /// The name.
    public var label: String
    /// The value.
    public var value: Cell

    /// Makes a fact.
    public init(_ label: String, _ value: Cell) {
      self.label = label
      self.value = value
    }
  }

  /// A value in a table or a fact.
  public enum Cell: Hashable, Sendable {
    /// Words.
    case text(String)
    /// A whole number.
    case count(Int)
    /// A number with the style it is printed in.
    case number(Double, NumberStyle)
    /// A probability of a test.
    case pValue(Double)
    /// The limits of an interval, with the style they are printed in.
    case interval(ConfidenceInterval, NumberStyle)
    /// Several values side by side, such as the sizes of the groups.
    indirect case list([Cell])
    /// Nothing: the quantity does not exist here.
    case empty

    /// Whole numbers side by side.
    public static func counts(_ values: [Int]) -> Cell { .list(values.map { .count($0) }) }

    /// A number in the automatic style.
    public static func number(_ value: Double) -> Cell { .number(value, .automatic) }
  }

  /// A table with named columns.
  public struct Grid: Hashable, Sendable {
    /// What the table shows; `nil` where the report's title says it.
    public var title: String?
    /// The names of the columns.
    public var columns: [String]
    /// The cells, one array to a line; short lines are filled with empty cells in print.
    public var lines: [[Cell]]

    /// Makes a table.
    public init(_ title: String? = nil, columns: [String], lines: [[Cell]]) {
      self.title = title
      self.columns = columns
      self.lines = lines
    }
  }
}
