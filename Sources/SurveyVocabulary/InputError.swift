/// What was wrong with the data or the arguments of a call, and what to do about it.
///
/// Nothing in this library traps on data. Whatever a data file or an argument can cause arrives as
/// an `InputError` that names the subject, the problem and, where there is one, the remedy.
///
/// ```swift
/// do { _ = try WelchTest([3.0], against: [1.0, 2.0]) } catch { print(error) }
/// // group: 1 observation found, at least 2 needed
/// ```
public struct InputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of problem, for programs; the words in ``problem`` are for people.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The stable name of the code.
    public let rawValue: String

    /// Makes a code from its stable name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Fewer observations than the method needs.
    public static let tooFew = Code(rawValue: "too-few")
    /// A value that is NaN or infinite.
    public static let notFinite = Code(rawValue: "not-finite")
    /// Values without any variation where the method needs some.
    public static let constant = Code(rawValue: "constant")
    /// Two inputs that must be equally long and are not.
    public static let lengthMismatch = Code(rawValue: "length-mismatch")
    /// A number outside the values that make sense for it.
    public static let outOfRange = Code(rawValue: "out-of-range")
    /// A computation that is not feasible at this size.
    public static let infeasible = Code(rawValue: "infeasible")
    /// Columns of a design that depend on each other.
    public static let rankDeficient = Code(rawValue: "rank-deficient")
    /// An iteration that did not reach its tolerance.
    public static let notConverged = Code(rawValue: "not-converged")
    /// Names or labels that do not fit the data.
    public static let unknownName = Code(rawValue: "unknown-name")
    /// A definition that contradicts itself.
    public static let definition = Code(rawValue: "definition")
    /// Text that cannot be read in the expected form.
    public static let malformed = Code(rawValue: "malformed")
  }

  /// The kind of problem.
  public let code: Code
  /// What the problem is about: an argument, a variable, a group.
  public let subject: String
  /// What is wrong, in one sentence without a full stop.
  public let problem: String
  /// What to do instead, where there is something to do.
  public let remedy: String?

  /// Makes an error from its parts.
  public init(_ code: Code, _ subject: String, _ problem: String, remedy: String? = nil) {
    self.code = code
    self.subject = subject
    self.problem = problem
    self.remedy = remedy
  }

  /// The subject, the problem and the remedy in one line.
  public var description: String {
    remedy.map { "\(subject): \(problem); \($0)" } ?? "\(subject): \(problem)"
  }
}

extension InputError {
  /// Fewer observations than the method needs.
  public static func tooFew(
    _ subject: String, found: Int, needed: Int, remedy: String? = nil
  ) -> InputError {
    InputError(
      .tooFew, subject,
      "\(found) \(found == 1 ? "observation" : "observations") found, at least \(needed) needed",
      remedy: remedy)
  }

  /// A NaN or an infinity; `index` counts from zero.
  public static func notFinite(_ subject: String, value: Double, at index: Int) -> InputError {
    InputError(
      .notFinite, subject, "the value at index \(index) is \(value), which is not a finite number",
      remedy: "leave missing answers out before the call")
  }

  /// No variation where the method needs some.
  public static func constant(_ subject: String, remedy: String? = nil) -> InputError {
    InputError(.constant, subject, "all values are equal", remedy: remedy)
  }

  /// Two inputs that must be equally long and are not.
  public static func lengthMismatch(
    _ subject: String, count: Int, _ other: String, count otherCount: Int
  ) -> InputError {
    let values = count == 1 ? "1 value" : "\(count) values"
    return InputError(.lengthMismatch, subject, "has \(values), but \(other) has \(otherCount)")
  }

  /// A number outside the values that make sense for it.
  public static func outOfRange(_ subject: String, value: Double, allowed: String) -> InputError {
    InputError(.outOfRange, subject, "is \(value), allowed is \(allowed)")
  }

  /// A computation that is not feasible at this size, with the alternative to ask for.
  public static func infeasible(_ subject: String, _ problem: String, remedy: String) -> InputError {
    InputError(.infeasible, subject, problem, remedy: remedy)
  }

  /// A name that the data or the definition does not know.
  public static func unknownName(_ name: String, among known: [String], subject: String) -> InputError {
    guard !known.isEmpty else { return InputError(.unknownName, subject, "there is no \"\(name)\"") }
    // A long list would bury the message.
    let shown = known.count > 40 ? known.prefix(20) + ["\(known.count - 20) others"] : known[...]
    return InputError(
      .unknownName, subject, "there is no \"\(name)\"", remedy: "known are: \(shown.joined(separator: ", "))")
  }
}
