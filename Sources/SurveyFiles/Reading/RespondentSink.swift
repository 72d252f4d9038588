/// Fills respondents through the fields of their questionnaire.
struct RespondentSink<R: Respondent>: RowSink {
  let columns: [ColumnDescription]
  private(set) var respondents: [R] = []
  private let fields: [Field<R>]
  private let blank = R()
  private var current = R()
  private var register = IDRegister()
  private let idColumn: String?

  init(_ questionnaire: Questionnaire<R>) {
    columns = questionnaire.columns
    fields = questionnaire.fields
    // Which field is the id shows when a text is stored: the id is a requirement that may be computed.
    idColumn =
      fields.first { field in
        var probe = R()
        return field.store(&probe, .text("\u{1}")) && probe.id != R().id
      }?.name
  }

  mutating func put(_ value: FieldValue, column: Int) { _ = fields[column].store(&current, value) }

  mutating func put(place: Int, column: Int) { _ = fields[column].store(&current, .index(place)) }

  mutating func endRow(_ row: Int, isFaulty: Bool) -> IDFault? {
    defer { current = blank }
    // The cell of the id itself may be the faulty one.
    if isFaulty, current.id == blank.id { return nil }
    if !isFaulty { respondents.append(current) }
    return register.add(current.id, row: row, column: idColumn)
  }
}
