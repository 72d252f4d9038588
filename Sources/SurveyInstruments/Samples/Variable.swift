/// Anything that gives each respondent a number: a property, a scale, or a closure.
///
/// ```swift
/// Variable(\.age)
/// Variable(Client.generalizedTrust)
/// Variable("years of schooling") { $0.schooling.map { min($0, 20) } }
/// ```
public struct Variable<R: Respondent>: Sendable, VariableConvertible {
  private enum Source: Sendable {
    case closure(name: String, @Sendable (R) -> Observation)
    case path(PartialKeyPath<R> & Sendable, @Sendable (R) -> Observation)
    case scale(Scale<R>)
  }

  private let source: Source

  /// The name: the column's for a property, the scale's for a scale.
  public var name: String {
    switch source {
    case .closure(let name, _): name
    case .path(let path, _): R.questionnaire.name(of: path) ?? "unnamed"
    case .scale(let scale): scale.name
    }
  }

  /// The variable itself.
  public var variable: Variable<R> { self }

  /// What the variable is made of, for scores; `nil` where it is no scale.
  var scale: Scale<R>? {
    if case .scale(let scale) = source { return scale }
    return nil
  }

  /// A computed variable; `nil` means that the respondent has no value.
  public init(_ name: String, _ value: @escaping @Sendable (R) -> Double?) {
    source = .closure(name: name) { value($0).map(Observation.value) ?? .absent("missing") }
  }

  /// The score on a scale.
  public init(_ scale: Scale<R>) { source = .scale(scale) }

  /// A number that may be absent.
  public init(_ path: KeyPath<R, Double?> & Sendable) {
    source = .path(path) { $0[keyPath: path].map(Observation.value) ?? .absent("missing") }
  }

  /// A number.
  public init(_ path: KeyPath<R, Double> & Sendable) { source = .path(path) { .value($0[keyPath: path]) } }

  /// A whole number that may be absent.
  public init(_ path: KeyPath<R, Int?> & Sendable) {
    source = .path(path) { $0[keyPath: path].map { .value(Double($0)) } ?? .absent("missing") }
  }

  /// A whole number.
  public init(_ path: KeyPath<R, Int> & Sendable) {
    source = .path(path) { .value(Double($0[keyPath: path])) }
  }

  /// A number, or the reason why there is none.
  public init(_ path: KeyPath<R, Answer<Double>> & Sendable) {
    source = .path(path) { Self.observation($0[keyPath: path]) { $0 } }
  }

  /// A whole number, or the reason why there is none.
  public init(_ path: KeyPath<R, Answer<Int>> & Sendable) {
    source = .path(path) { Self.observation($0[keyPath: path], Double.init) }
  }

  /// The score of an answer as it was given.
  public init<F: ItemFormat>(_ path: KeyPath<R, Answer<F>> & Sendable) {
    source = .path(path) { Self.observation($0[keyPath: path], \.score) }
  }

  /// The score of an answer as it was given.
  public init<F: ItemFormat>(_ path: KeyPath<R, F?> & Sendable) {
    source = .path(path) { $0[keyPath: path].map { .value($0.score) } ?? .absent("missing") }
  }

  /// The score of an answer as it was given.
  public init<F: ItemFormat>(_ path: KeyPath<R, F> & Sendable) {
    source = .path(path) { .value($0[keyPath: path].score) }
  }

  private static func observation<F>(_ answer: Answer<F>, _ number: (F) -> Double) -> Observation {
    switch answer {
    case .given(let format): .value(number(format))
    case .absent(let reason): .absent(reason.words)
    }
  }

  /// What each respondent has.
  ///
  /// - Throws: `InputError` with the faults of the scale.
  func observations(of respondents: [R]) throws(InputError) -> [Observation] {
    switch source {
    case .closure(_, let observe): return respondents.map(observe)
    case .path(let path, let observe):
      let questionnaire = R.questionnaire
      guard questionnaire.skipLogic != nil else { return respondents.map(observe) }
      return respondents.map { respondent in
        let observation = observe(respondent)
        let isBlank = observation == .absent("missing") || observation == .absent(AbsenceReason.skipped.words)
        guard isBlank, !questionnaire.isShown(path, to: respondent) else { return observation }
        return .absent(AbsenceReason.notShown.words)
      }
    case .scale(let scale): return scale.observations(of: respondents, by: try scale.plan())
    }
  }
}

/// What can stand where a variable is asked for: a ``Scale``, a ``Variable``.
public protocol VariableConvertible<Subject>: Sendable {
  /// The respondents that it is about.
  associatedtype Subject: Respondent
  /// It as a variable.
  var variable: Variable<Subject> { get }
}

extension Scale: VariableConvertible {
  /// The score as a variable.
  public var variable: Variable<R> { Variable(self) }
}
