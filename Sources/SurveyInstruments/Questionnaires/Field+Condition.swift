extension Field {
  /// The field, shown only to those who gave this earlier answer.
  ///
  /// ```swift
  /// Field("employed", \.isEmployed, "Are you employed?")
  /// Field("hours", \.hours, "Hours a week", in: 0...80).shown(when: \.isEmployed, is: .yes)
  /// ```
  ///
  /// Where several conditions are given, all of them must hold. An absent answer satisfies none.
  ///
  /// - Parameters:
  ///   - path: The property of the earlier answer, whose field must come before this one.
  ///   - answer: The answer that was given.
  /// - Returns: The field.
  public func shown<P: AnswerProperty>(
    when path: WritableKeyPath<R, P> & Sendable, is answer: P.Format
  ) -> Field {
    adding(FieldCondition(path, .equals, [answer]))
  }

  /// The field, shown only to those who gave one of these earlier answers.
  ///
  /// - Parameters:
  ///   - path: The property of the earlier answer, whose field must come before this one.
  ///   - answers: The answers, one of which was given.
  /// - Returns: The field.
  public func shown<P: AnswerProperty>(
    when path: WritableKeyPath<R, P> & Sendable, isOneOf answers: [P.Format]
  ) -> Field {
    adding(FieldCondition(path, .oneOf, answers))
  }

  /// The field, shown only to those who gave this earlier answer or a higher one.
  ///
  /// - Parameters:
  ///   - path: The property of the earlier answer, whose field must come before this one.
  ///   - answer: The lowest answer.
  /// - Returns: The field.
  public func shown<P: AnswerProperty>(
    when path: WritableKeyPath<R, P> & Sendable, atLeast answer: P.Format
  ) -> Field where P.Format: OrderedFormat {
    adding(FieldCondition(path, .atLeast, [answer]))
  }

  /// The field, shown only to those who gave this earlier answer or a lower one.
  ///
  /// - Parameters:
  ///   - path: The property of the earlier answer, whose field must come before this one.
  ///   - answer: The highest answer.
  /// - Returns: The field.
  public func shown<P: AnswerProperty>(
    when path: WritableKeyPath<R, P> & Sendable, atMost answer: P.Format
  ) -> Field where P.Format: OrderedFormat {
    adding(FieldCondition(path, .atMost, [answer]))
  }

  /// The field, shown only to those who ticked an option of an earlier question.
  ///
  /// - Parameters:
  ///   - path: The property of the earlier answer, whose field must come before this one.
  ///   - option: The option that was ticked.
  /// - Returns: The field.
  public func shown<P: AnswerProperty, Option: Factor>(
    when path: WritableKeyPath<R, P> & Sendable, includes option: Option
  ) -> Field where P.Format == MultipleChoice<Option> {
    adding(FieldCondition(path, .includes, [MultipleChoice([option])]))
  }

  /// The field, shown only to those who answered an earlier question, whatever they answered.
  ///
  /// - Parameter path: The property of the earlier answer, whose field must come before this one.
  /// - Returns: The field.
  public func shown<P: AnswerProperty>(whenAnswered path: WritableKeyPath<R, P> & Sendable) -> Field {
    adding(FieldCondition(path, .answered, []))
  }

  /// The field, whose answers are kept also where it should not have been shown.
  ///
  /// Without this, such an answer is a fault of the file. A sample that was read names the number of those
  /// that were kept in its notes.
  public func tolerant() -> Field {
    var field = self
    field.isTolerant = true
    return field
  }

  private func adding(_ condition: FieldCondition<R>) -> Field {
    var field = self
    field.conditions.append(condition)
    return field
  }
}

/// A condition on a property, before its column and the codes of its answers are known.
struct FieldCondition<R: Respondent>: Sendable {
  enum Relation { case equals, oneOf, atLeast, atMost, includes, answered }

  let path: PartialKeyPath<R> & Sendable
  let relation: Relation
  /// Each puts one of the answers into a respondent, from which the field reads it as a file would have it.
  private let answers: [@Sendable (inout R) -> Void]

  init<P: AnswerProperty>(
    _ path: WritableKeyPath<R, P> & Sendable, _ relation: Relation, _ answers: [P.Format]
  ) {
    self.path = path
    self.relation = relation
    self.answers = answers.map { answer in { $0[keyPath: path] = P.holding(answer) } }
  }

  /// The condition in terms of columns. An answer that the column does not have stays visible as a fault.
  func condition(among fields: [Field<R>]) -> Condition {
    guard let field = fields.first(where: { $0.path == path }) else {
      return Condition("a property without a field", .answered)
    }
    let values = answers.map { put -> FieldValue in
      var respondent = R()
      put(&respondent)
      return field.load(respondent)
    }
    let compared = values.map { field.kind.conditionValue($0) ?? .name("an answer that is not listed") }
    let number = values.first.flatMap { field.kind.conditionValue($0) }.flatMap(\.number) ?? .nan
    return Condition(field.name, comparison(compared, number, values.first.flatMap(field.kind.cellText)))
  }

  private func comparison(
    _ values: [Condition.Value], _ number: Double, _ text: String?
  ) -> Condition.Comparison {
    switch relation {
    case .equals: values.first.map(Condition.Comparison.equals) ?? .isOneOf([])
    case .oneOf: .isOneOf(values)
    case .atLeast: .atLeast(number)
    case .atMost: .atMost(number)
    case .includes: .includes(text ?? "")
    case .answered: .answered
    }
  }
}
