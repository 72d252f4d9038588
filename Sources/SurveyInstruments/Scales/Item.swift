/// A question as part of a scale, which way and how much it counts; or another scale, whose score counts
/// as an answer.
///
/// Only answers of an ``ItemFormat`` and scales make an item: a reverse key on an age or an id does not
/// compile.
///
/// ```swift
/// static let wellBeing = Scale<Client>("Well-being", missing: .atLeast(2)) {
///   Item(\.calm, weight: 2)
///   Item(\.tense, keyed: .negative)
///   Item(Client.generalizedTrust)
/// }
/// ```
public struct Item<R: Respondent>: Sendable {
  /// The property; `nil` where the item is a scale.
  public let path: (PartialKeyPath<R> & Sendable)?
  /// Which way it counts.
  public let keyed: Keying
  /// How much it counts beside the others, 1 where nothing is said.
  public let weight: Double
  /// The scale whose score is the item; empty for a property.
  let scales: [Scale<R>]
  /// The answers that the format declares.
  @usableFromInline let format: ColumnKind
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
  ///   - weight: How much it counts beside the others.
  @inlinable
  public init<F: ItemFormat>(
    _ path: KeyPath<R, Answer<F>> & Sendable, keyed: Keying = .positive, weight: Double = 1
  ) {
    let property = StoredProperty(path)
    self.init(
      path: path, keyed: keyed, weight: weight, format: F.columnKind,
      answer: {
        switch $0[keyPath: path] {
        case .given(let format): .given(format.score)
        case .absent(let reason): .absent(reason)
        }
      },
      answers: { respondents, scores in
        property.forEach(respondents) {
          if case .given(let format) = $1 { scores[$0] = format.score } else { scores[$0] = .nan }
        }
      })
  }

  /// An item that may be unanswered for unrecorded reasons.
  ///
  /// - Parameters:
  ///   - path: The property.
  ///   - keyed: Which way it counts.
  ///   - weight: How much it counts beside the others.
  @inlinable
  public init<F: ItemFormat>(
    _ path: KeyPath<R, F?> & Sendable, keyed: Keying = .positive, weight: Double = 1
  ) {
    let property = StoredProperty(path)
    self.init(
      path: path, keyed: keyed, weight: weight, format: F.columnKind,
      answer: { $0[keyPath: path].map { .given($0.score) } ?? .absent(.skipped) },
      answers: { respondents, scores in
        property.forEach(respondents) { scores[$0] = $1?.score ?? .nan }
      })
  }

  /// An item that every respondent has answered.
  ///
  /// - Parameters:
  ///   - path: The property.
  ///   - keyed: Which way it counts.
  ///   - weight: How much it counts beside the others.
  @inlinable
  public init<F: ItemFormat>(
    _ path: KeyPath<R, F> & Sendable, keyed: Keying = .positive, weight: Double = 1
  ) {
    let property = StoredProperty(path)
    self.init(
      path: path, keyed: keyed, weight: weight, format: F.columnKind,
      answer: { .given($0[keyPath: path].score) },
      answers: { respondents, scores in property.forEach(respondents) { scores[$0] = $1.score } })
  }

  @usableFromInline
  init(
    path: PartialKeyPath<R> & Sendable, keyed: Keying, weight: Double, format: ColumnKind,
    answer: @escaping @Sendable (R) -> ItemAnswer,
    answers: @escaping @Sendable (UnsafeBufferPointer<R>, UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    self.path = path
    self.keyed = keyed
    self.weight = weight
    self.format = format
    self.answer = answer
    self.answers = answers
    scales = []
  }

  /// The score on another scale as an item: a respondent whom that scale does not score lacks it.
  ///
  /// - Parameters:
  ///   - scale: The scale, with its own rule for missing answers.
  ///   - keyed: Which way it counts; reversed within the range of scores that can be reached, a standard
  ///     score about the mean of its metric.
  ///   - weight: How much it counts beside the others.
  public init(_ scale: Scale<R>, keyed: Keying = .positive, weight: Double = 1) {
    path = nil
    self.keyed = keyed
    self.weight = weight
    scales = [scale]
    format = .text
    answer = { _ in .absent(.lost) }
    answers = { _, scores in scores.update(repeating: .nan) }
  }

  /// The same item that counts otherwise.
  func keyed(_ keyed: Keying) -> Item { Item(copying: self, keyed: keyed) }

  private init(copying item: Item, keyed: Keying) {
    path = item.path
    self.keyed = keyed
    weight = item.weight
    scales = item.scales
    format = item.format
    answer = item.answer
    answers = item.answers
  }

  /// The scale whose score is the item; `nil` for a property.
  public var scale: Scale<R>? { scales.first }

  /// The answers that the format declares; for a scale, the range of its scores.
  public var kind: ColumnKind { definition.kind }

  /// The name of the item's column, or of the scale.
  public var name: String { scale?.name ?? columnName ?? "an item without a field" }

  private var columnName: String? { path.flatMap { R.questionnaire.name(of: $0) } }

  /// The item as data.
  var definition: ScaleDefinition.Item {
    if let scale { return ScaleDefinition.Item(scale.definition, keyed: keyed, weight: weight) }
    return ScaleDefinition.Item(name, format, keyed: keyed, weight: weight)
  }

  /// The properties without a field in the questionnaire, in the item and in the scales below it.
  var strangers: Int {
    if let scale { return scale.strangers }
    return columnName == nil ? 1 : 0
  }
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
