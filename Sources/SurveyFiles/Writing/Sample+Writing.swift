extension Sample {
  /// The respondents as CSV text (RFC 4180, UTF-8, lines ended by LF), columns as in the questionnaire.
  ///
  /// Reading the text gives the same respondents. A value that would not read back as it is (an absence
  /// without a code, a number outside its range, a text that is a code, an answer to a question that was not
  /// shown) is refused.
  ///
  /// Cells are written as they are. A spreadsheet program takes a text that begins with `=`, `+`, `-` or
  /// `@` for a formula: import such files as text.
  ///
  /// - Throws: `InputError` for the first value that would not read back.
  public func csv() throws(InputError) -> String { try csvText().text }

  /// Writes the respondents as a CSV file, replacing what stands there.
  ///
  /// - Parameter path: Where the file goes.
  /// - Throws: `InputError` for the first value that would not read back, or if the file cannot be
  ///   written.
  public func write(to path: String) throws(InputError) { try csvText().write(to: path) }

  private func csvText() throws(InputError) -> CSVText {
    let questionnaire = R.questionnaire
    try questionnaire.check()
    let columns = questionnaire.columns
    let encoders = columns.map(CellEncoder.init)
    // A field has much to copy; a row needs two parts of it.
    let loads = questionnaire.fields.map(\.load)
    let keepsReasons = questionnaire.fields.map(\.keepsReasons)
    let hasConditions = questionnaire.skipLogic != nil
    var text = CSVText()
    for column in columns { text.add(column.name) }
    text.endLine()
    for respondent in respondents {
      for place in loads.indices {
        let isShown = hasConditions ? questionnaire.isShown(place, to: respondent) : true
        text.add(
          try encoders[place].text(
            loads[place](respondent), isShown: isShown, keepsReasons: keepsReasons[place],
            id: respondent.id))
      }
      text.endLine()
    }
    return text
  }
}
