/// What a method found: a value that knows its method, its data's names and how to report itself.
///
/// A method is a type and its value is the finding. Every finding prints as text through
/// ``report``, which Markdown and JSON are made from too.
public protocol Finding: Sendable, CustomStringConvertible {
  /// The stable name of the method with its version, such as "welch-test/1".
  static var methodID: String { get }
  /// The names and cases of the data, for print.
  var context: DataContext { get set }
  /// Everything the finding has to say, for any renderer.
  var report: Report { get }
}

extension Finding {
  /// The report as text.
  public var description: String { report.text }

  /// The cases that came in, were used and were left out.
  public var cases: CaseLedger { context.cases }

  /// The same finding with names for print.
  ///
  /// - Parameters:
  ///   - subject: What was measured, such as "generalized trust".
  ///   - parts: The groups, occasions, items or variables, in the order of the arguments; where
  ///     there are none the present names stay.
  /// - Returns: The finding with these names.
  public func named(_ subject: String, _ parts: String...) -> Self {
    var copy = self
    copy.context.subject = subject
    if !parts.isEmpty { copy.context.parts = parts }
    return copy
  }

  /// The same finding with the cases of the data that it came from.
  public func with(cases: CaseLedger) -> Self {
    var copy = self
    copy.context.cases = cases
    return copy
  }
}

/// What the data of a finding are called, and which cases they were.
public struct DataContext: Hashable, Sendable, Codable {
  /// What was measured, such as "generalized trust"; `nil` where nobody said.
  public var subject: String?
  /// Names of the groups, occasions, items or variables, in the order of the arguments.
  public var parts: [String]
  /// The cases that came in, were used and were left out.
  public var cases: CaseLedger

  /// Makes a context.
  public init(subject: String? = nil, parts: [String], cases: CaseLedger) {
    self.subject = subject
    self.parts = parts
    self.cases = cases
  }

  /// The name of a part; a number where the caller gave fewer names than the method has parts.
  public func part(_ index: Int) -> String {
    parts.indices.contains(index) ? parts[index] : "\(index < Int.max ? index + 1 : index)"
  }

  /// A title of the form "Method: subject, detail".
  public func title(_ method: String, _ detail: String? = nil) -> String {
    let words = [subject, detail].compactMap { $0 }.joined(separator: ", ")
    return words.isEmpty ? method : "\(method): \(words)"
  }
}
