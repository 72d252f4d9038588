/// A statement of a published study, for comparison with what the data at hand say.
public struct Claim: Hashable, Sendable {
  /// A short stable name, such as "C1".
  public let id: String
  /// What the source says, in its own sense and without numbers that it does not give.
  public let statement: String
  /// Where it is said.
  public let citation: Citation
  /// The direction that the statement expects of the estimate.
  public let expects: Direction

  /// The sign that a claim expects.
  public enum Direction: String, Hashable, Sendable {
    /// A positive estimate: higher, more, together.
    case positive
    /// A negative estimate: lower, a decrease, apart.
    case negative
  }

  /// Makes a claim.
  public init(_ id: String, _ statement: String, citation: Citation, expects: Direction) {
    self.id = id
    self.statement = statement
    self.citation = citation
    self.expects = expects
  }

  /// What data say about a claim.
  public enum Verdict: String, Hashable, Sendable, Codable {
    /// The whole interval lies on the side that the claim expects.
    case supports
    /// The whole interval lies on the other side.
    case contrasts
    /// The interval holds zero.
    case inconclusive
    /// These data cannot test the claim.
    case untestable = "cannot be tested with these data"
  }
}
