import SurveyInference
import SurveyInstruments
import SurveyVocabulary

extension PolychoricMatrix {
  /// The polychoric correlations of the keyed items of a scale in a sample, over the respondents who
  /// answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, addingToEmptyCells added: Double = 0
  ) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample), addingToEmptyCells: added)
  }

  /// The polychoric correlations of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(_ items: ItemMatrix, addingToEmptyCells added: Double = 0) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try PolychoricMatrix(columns, names: names, addingToEmptyCells: added)
    }
  }
}
