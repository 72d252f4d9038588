import SurveyStatistics

/// The synthetic data files as text, the same bytes on every platform.
package enum SyntheticFiles {
  /// A file's name in `Examples/Data` and what is in it.
  package typealias File = (name: String, text: String)

  /// All files that the generator makes.
  ///
  /// - Throws: ``InputError`` if an answer could not be written.
  package static func all() throws(InputError) -> [File] {
    let selection = try Sample(SyntheticSelection.applicants()).csv()
    let waves = SyntheticPanel.waves()
    let later = try Sample(waves.later).csv()
    return [
      ("selection_bias.csv", selection),
      ("selection_bias_dirty.csv", TypingFaults.copy(of: selection, with: TypingFaults.selection)),
      ("longitudinal_wave0.csv", try Sample(waves.start).csv()),
      ("longitudinal_wave1.csv", later),
      ("longitudinal_dirty_wave1.csv", TypingFaults.copy(of: later, with: TypingFaults.laterWave)),
      ("interviews.csv", try Sample(waves.interviews).csv()),
    ]
  }
}
