/// The fields of a respondent: for each property its column in data files, its wording and its codes.
///
/// ```swift
/// static let questionnaire = Questionnaire<Client>(missing: ["", "NA"]) {
///   Field("id", \.id)
///   Field("age", \.age, "Age in years", in: 16...110)
///   Field("gt1", \.mostPeopleCanBeTrusted, "Most people can be trusted", absent: ["8": .refused])
/// }
/// ```
///
/// Making a questionnaire never fails, so that it can be a constant. What contradicts itself is kept in
/// ``faults``, and whatever reads or scores by the questionnaire throws it.
public struct Questionnaire<R: Respondent>: Sendable {
  /// The cells that mean a skipped answer in every column, unless a field says otherwise.
  public let missing: [String]
  /// The fields in the order of their definition.
  public let fields: [Field<R>]
  /// The columns as data: what a file has to look like.
  public let columns: [ColumnDescription]
  /// What is wrong with the definition; empty for a sound one.
  public let faults: [InputError]
  /// The conditions of the fields; `nil` where every question is shown to everyone.
  package let skipLogic: SkipLogic?

  /// Makes a questionnaire.
  ///
  /// - Parameters:
  ///   - missing: The cells that mean a skipped answer; the first is the one that is written.
  ///   - fields: The fields.
  public init(missing: [String] = [""], @FieldBuilder<R> fields: () -> [Field<R>]) {
    let fields = fields()
    self.missing = missing
    self.fields = fields
    columns = fields.map { $0.column(among: fields, missing: missing) }
    faults = Self.faults(of: fields, columns)
    skipLogic = SkipLogic(columns)
  }

  /// The field that stands for a property; `nil` where there is none.
  public func field(for path: PartialKeyPath<R>) -> Field<R>? { fields.first { $0.path == path } }

  /// The name of the column that stands for a property; `nil` where there is none.
  public func name(of path: PartialKeyPath<R>) -> String? { field(for: path)?.name }

  /// Refuses a questionnaire that contradicts itself.
  ///
  /// - Throws: `InputError` with the first of ``faults`` and the number of the others.
  public func check() throws(InputError) { try throwFirst(of: faults) }

  private static func faults(of fields: [Field<R>], _ columns: [ColumnDescription]) -> [InputError] {
    var faults = ColumnDescription.faults(of: columns, subject: "questionnaire of \(R.self)")
    for (index, field) in fields.enumerated() {
      if let twin = fields[..<index].first(where: { $0.path == field.path }) {
        faults.append(
          InputError(.definition, "field \(field.name)", "stands for the same property as \(twin.name)"))
      }
    }
    return faults
  }
}

/// Throws the first fault, and says how many others there are.
package func throwFirst(of faults: [InputError]) throws(InputError) {
  guard let first = faults.first else { return }
  guard faults.count > 1 else { throw first }
  let others = faults.count == 2 ? "1 more fault" : "\(faults.count - 1) more faults"
  throw InputError(first.code, first.subject, "\(first.problem) (and \(others))", remedy: first.remedy)
}

/// Collects the fields of a questionnaire.
@resultBuilder
public enum FieldBuilder<R: Respondent> {
  /// One field.
  public static func buildExpression(_ field: Field<R>) -> [Field<R>] { [field] }
  /// Several fields made elsewhere.
  public static func buildExpression(_ fields: [Field<R>]) -> [Field<R>] { fields }
  /// The fields in order.
  public static func buildBlock(_ parts: [Field<R>]...) -> [Field<R>] { parts.flatMap { $0 } }
  /// The fields of a loop.
  public static func buildArray(_ parts: [[Field<R>]]) -> [Field<R>] { parts.flatMap { $0 } }
}
