/// A question as part of a scale, and which way it counts.
///
/// Only answers of an ``ItemFormat`` make an item: a reverse key on an age or an id does not compile.
public struct Item<R: Respondent>: Sendable {
  /// The property.
  public let path: PartialKeyPath<R> & Sendable
  /// Which way it counts.
  public let keyed: Keying
  /// The answers that the format declares.
  public let kind: ColumnKind
  /// The answer of one respondent.
  @usableFromInline let answer: @Sendable (R) -> ItemAnswer
  /// The answers of many: scores, and NaN where there is none.
  @usableFromInline let answers:
    @Sendable (UnsafeBufferPointer<R>, UnsafeMutableBufferPointer<Double>) -> Void

  /// An item with reasons of absence.
  ///
  /// - Parameters:
  ///   - path: The property.
  ///   - keyed: Which way it counts.
  @inlinable
  public init<F: ItemFormat>(_ path: KeyPath<R, Answer<F>> & Sendable, keyed: Keying = .positive) {
    self.path = path
    self.keyed = keyed
    kind = F.columnKind
    answer = {
      switch $0[keyPath: path] {
      case .given(let format): .given(format.score)
      case .absent(let reason): .absent(reason)
      }
    }
    let property = StoredProperty(path)
    answers = { respondents, scores in
      property.forEach(respondents) {
        if case .given(let format) = $1 { scores[$0] = format.score } else { scores[$0] = .nan }
      }
    }
  }

  /// An item that may be unanswered for unrecorded reasons.
  ///
  /// - Parameters:
  ///   - path: The property.
  ///   - keyed: Which way it counts.
  @inlinable
  public init<F: ItemFormat>(_ path: KeyPath<R, F?> & Sendable, keyed: Keying = .positive) {
    self.path = path
    self.keyed = keyed
    kind = F.columnKind
    answer = { $0[keyPath: path].map { .given($0.score) } ?? .absent(.skipped) }
    let property = StoredProperty(path)
    answers = { respondents, scores in
      property.forEach(respondents) { scores[$0] = $1?.score ?? .nan }
    }
  }

  /// An item that every respondent has answered.
  ///
  /// - Parameters:
  ///   - path: The property.
  ///   - keyed: Which way it counts.
  @inlinable
  public init<F: ItemFormat>(_ path: KeyPath<R, F> & Sendable, keyed: Keying = .positive) {
    self.path = path
    self.keyed = keyed
    kind = F.columnKind
    answer = { .given($0[keyPath: path].score) }
    let property = StoredProperty(path)
    answers = { respondents, scores in property.forEach(respondents) { scores[$0] = $1.score } }
  }

  /// The name of the item's column.
  public var name: String { R.questionnaire.name(of: path) ?? "an item without a field" }
}

/// The score of one answer, or why there is none.
@usableFromInline
enum ItemAnswer {
  case given(Double)
  case absent(AbsenceReason)
}

/// Collects the items of a scale.
@resultBuilder
public enum ItemBuilder<R: Respondent> {
  /// One item.
  public static func buildExpression(_ item: Item<R>) -> [Item<R>] { [item] }
  /// Several items made elsewhere.
  public static func buildExpression(_ items: [Item<R>]) -> [Item<R>] { items }
  /// The items in order.
  public static func buildBlock(_ parts: [Item<R>]...) -> [Item<R>] { parts.flatMap { $0 } }
  /// The items of a loop.
  public static func buildArray(_ parts: [[Item<R>]]) -> [Item<R>] { parts.flatMap { $0 } }
}
