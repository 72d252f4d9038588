import SurveyInference
import SurveyInstruments
import SurveyModels
import SurveyVocabulary

extension FactorAnalysis {
  /// The factor analysis of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, factors: Int, extraction: FactorAnalysis.Extraction = .minres,
    rotation: FactorAnalysis.Rotation = .oblimin(), starts: Int = 1, seed: UInt64 = 1,
    confidence: Double = 0.9
  ) throws(InputError) {
    try self.init(
      scale.itemMatrix(in: sample), factors: factors, extraction: extraction, rotation: rotation,
      starts: starts, seed: seed, confidence: confidence)
  }

  /// The factor analysis of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, factors: Int, extraction: FactorAnalysis.Extraction = .minres,
    rotation: FactorAnalysis.Rotation = .oblimin(), starts: Int = 1, seed: UInt64 = 1,
    confidence: Double = 0.9
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try FactorAnalysis(
        columns, names: names, factors: factors, extraction: extraction, rotation: rotation, starts: starts,
        seed: seed, confidence: confidence)
    }
  }
}

extension SchmidLeiman {
  /// The Schmid-Leiman solution of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, factors: Int = 3,
    extraction: FactorAnalysis.Extraction = .minres, rotation: FactorAnalysis.Rotation = .oblimin(),
    starts: Int = 1, seed: UInt64 = 1
  ) throws(InputError) {
    try self.init(
      scale.itemMatrix(in: sample), factors: factors, extraction: extraction, rotation: rotation,
      starts: starts, seed: seed)
  }

  /// The Schmid-Leiman solution of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, factors: Int = 3, extraction: FactorAnalysis.Extraction = .minres,
    rotation: FactorAnalysis.Rotation = .oblimin(), starts: Int = 1, seed: UInt64 = 1
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try SchmidLeiman(
        columns, names: names, factors: factors, extraction: extraction, rotation: rotation, starts: starts,
        seed: seed)
    }
  }
}

extension OmegaHierarchical {
  /// Omega hierarchical of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, factors: Int = 3,
    extraction: FactorAnalysis.Extraction = .minres, rotation: FactorAnalysis.Rotation = .oblimin(),
    starts: Int = 1, seed: UInt64 = 1, bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      scale.itemMatrix(in: sample), factors: factors, extraction: extraction, rotation: rotation,
      starts: starts, seed: seed, bootstrap: bootstrap, confidence: confidence)
  }

  /// Omega hierarchical of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, factors: Int = 3, extraction: FactorAnalysis.Extraction = .minres,
    rotation: FactorAnalysis.Rotation = .oblimin(), starts: Int = 1, seed: UInt64 = 1,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try OmegaHierarchical(
        columns, names: names, factors: factors, extraction: extraction, rotation: rotation, starts: starts,
        seed: seed, bootstrap: bootstrap, confidence: confidence)
    }
  }
}

extension ParallelAnalysis {
  /// The parallel analysis of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, model: ParallelAnalysis.Model = .components,
    reference: ParallelAnalysis.Reference = .normal, draws: Int = 500, probability: Double = 0.95,
    seed: UInt64 = 1
  ) throws(InputError) {
    try self.init(
      scale.itemMatrix(in: sample), model: model, reference: reference, draws: draws,
      probability: probability, seed: seed)
  }

  /// The parallel analysis of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, model: ParallelAnalysis.Model = .components,
    reference: ParallelAnalysis.Reference = .normal, draws: Int = 500, probability: Double = 0.95,
    seed: UInt64 = 1
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try ParallelAnalysis(
        columns, names: names, model: model, reference: reference, draws: draws, probability: probability,
        seed: seed)
    }
  }
}
