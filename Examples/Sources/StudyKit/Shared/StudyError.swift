import SurveyStatistics

/// Why a study cannot be made from the data at hand, in words for the person who runs it.
package struct StudyError: Error, CustomStringConvertible {
  /// The words.
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// Reads a data file by its questionnaire.
///
/// - Throws: ``StudyError`` with every fault of the file, and how to see the columns that it needs.
package func readSample<R: Respondent>(_ path: String) throws(StudyError) -> Sample<R> {
  do throws(FileError) {
    return try Sample<R>(contentsOf: path)
  } catch {
    throw StudyError(
      error.text(first: FileError.limit) + "\nThe columns that a file needs are printed by --columns.")
  }
}
