/// The keyed answers to the items of a scale, one column per item, complete cases only.
///
/// The weights of the items are not applied: methods on items see the items. Where an item is a scale, its
/// column holds the scores of that scale.
public struct ItemMatrix: Hashable, Sendable {
  /// The name of the scale.
  public let name: String
  /// The names of the items' columns.
  public let items: [String]
  /// The answers after reverse keys and rescaling, one array per item.
  public let columns: [[Double]]
  /// The ids of the respondents who answered every item.
  public let ids: [String]
  /// Who came in, who answered every item, and which item the others lack and why.
  public let cases: CaseLedger
}
