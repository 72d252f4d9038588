/// Where the answers to a scale's items come from: typed respondents, or the rows of a codebook.
protocol AnswerSource {
  /// The number of respondents.
  var count: Int { get }
  /// Writes the scores of the answers to an item, as they were given, for a range of respondents; NaN
  /// where there is none.
  func read(item: Int, _ rows: Range<Int>, into scores: UnsafeMutableBufferPointer<Double>)
  /// Why an answer is absent.
  func reason(item: Int, row: Int) -> AbsenceReason
  /// The answers to the items of a scale that is an item.
  func part(_ item: Int) -> Self?
  /// The level by which norms differ; `nil` where it is absent.
  func normLevel(row: Int) -> String?
  /// The name of the factor by which norms differ.
  var normFactor: String { get }
}
