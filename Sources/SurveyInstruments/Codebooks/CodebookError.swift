/// Everything that is wrong with the JSON text of a codebook, found in one reading.
///
/// ```
/// codebook: 2 faults
/// $.columns[3].kind.minimum: expected a number, found text
/// $.scales[0]: scale Trust: there is no "gt9"; known are: gt1, gt2, gt3
/// ```
public struct CodebookError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One thing that is wrong, and where.
  public struct Fault: Hashable, Sendable, CustomStringConvertible {
    /// The JSON path (RFC 9535) of the part at fault: `$.columns[3].kind`.
    public let path: String
    /// What is wrong with it.
    public let problem: String

    init(_ path: String, _ problem: String) {
      self.path = path
      self.problem = problem
    }

    /// The path and the problem in one line.
    public var description: String { "\(path): \(problem)" }
  }

  /// The faults in the order in which they were found.
  public let faults: [Fault]

  /// The number of faults and all of them, one to a line.
  public var description: String {
    "codebook: \(faults.count) \(faults.count == 1 ? "fault" : "faults")"
      + faults.map { "\n\($0)" }.joined()
  }
}
