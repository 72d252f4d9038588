import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Methods for clustered respondents of a sample. The clusters are named by a property that is a factor, or that
// holds a name or a number. Respondents without a cluster, a level or a value are in the ledger.

extension ClusteredWelchTest {
  /// The test of a variable between two groups of a sample, in clusters named by a property.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue, C: ClusterLabel>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>, clusters: KeyPath<R, C> & Sendable,
    alternative: Alternative = .twoSided, workingVariances: WorkingVariances = .separate,
    confidence: Double = 0.95
  ) throws(InputError) {
    let data = try ClusteredTwoGroups(variable, factor, pair, ClusterSource(clusters), sample)
    self = try data.find { () throws(InputError) in
      try ClusteredWelchTest(
        data.values[0], clusters: data.clusters[0], against: data.values[1], clusters: data.clusters[1],
        alternative: alternative, workingVariances: workingVariances, confidence: confidence)
    }
  }

  /// The test of a variable between two groups of a sample, in clusters that are the levels of a factor.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue, C: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>, clusters: KeyPath<R, C> & Sendable,
    alternative: Alternative = .twoSided, workingVariances: WorkingVariances = .separate,
    confidence: Double = 0.95
  ) throws(InputError) {
    let data = try ClusteredTwoGroups(variable, factor, pair, ClusterSource(factor: clusters), sample)
    self = try data.find { () throws(InputError) in
      try ClusteredWelchTest(
        data.values[0], clusters: data.clusters[0], against: data.values[1], clusters: data.clusters[1],
        alternative: alternative, workingVariances: workingVariances, confidence: confidence)
    }
  }
}

extension ClusterPermutationTest {
  /// The permutation test of a variable between two groups of a sample, in clusters named by a property.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue, C: ClusterLabel>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>, clusters: KeyPath<R, C> & Sendable,
    permuting scheme: Scheme = .wholeClusters, statistic: Statistic = .clusteredT,
    alternative: Alternative = .twoSided, method: Method = .monteCarlo(permutations: 9_999, seed: 1),
    twoSided: TwoSidedDefinition = .distance, confidence: Double = 0.95
  ) throws(InputError) {
    let data = try ClusteredTwoGroups(variable, factor, pair, ClusterSource(clusters), sample)
    self = try data.find { () throws(InputError) in
      try ClusterPermutationTest(
        data.values[0], clusters: data.clusters[0], against: data.values[1], clusters: data.clusters[1],
        permuting: scheme, statistic: statistic, alternative: alternative, method: method, twoSided: twoSided,
        confidence: confidence)
    }
  }

  /// The permutation test of a variable between two groups of a sample, in clusters that are the levels of a factor.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue, C: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>, clusters: KeyPath<R, C> & Sendable,
    permuting scheme: Scheme = .wholeClusters, statistic: Statistic = .clusteredT,
    alternative: Alternative = .twoSided, method: Method = .monteCarlo(permutations: 9_999, seed: 1),
    twoSided: TwoSidedDefinition = .distance, confidence: Double = 0.95
  ) throws(InputError) {
    let data = try ClusteredTwoGroups(variable, factor, pair, ClusterSource(factor: clusters), sample)
    self = try data.find { () throws(InputError) in
      try ClusterPermutationTest(
        data.values[0], clusters: data.clusters[0], against: data.values[1], clusters: data.clusters[1],
        permuting: scheme, statistic: statistic, alternative: alternative, method: method, twoSided: twoSided,
        confidence: confidence)
    }
  }
}

extension DesignEffect {
  /// The clustering of a variable of a sample, in clusters named by a property.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, C: ClusterLabel>(
    of variable: some VariableConvertible<R>, in sample: Sample<R>, clusters: KeyPath<R, C> & Sendable,
    confidence: Double = 0.95
  ) throws(InputError) {
    let source = ClusterSource(clusters)
    let known = source.known(in: sample)
    let complete = try known.complete([variable.variable])
    do throws(InputError) {
      try self.init(
        complete.columns[0], clusters: source.labels(of: complete.ids, in: known), confidence: confidence)
    } catch {
      throw InputError(
        error.code, "\(variable.variable.name), \(error.subject)", error.problem, remedy: error.remedy)
    }
    context = DataContext(subject: variable.variable.name, parts: [], cases: complete.cases)
  }

  /// The clustering of a variable of a sample, in clusters that are the levels of a factor.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, C: FactorValue>(
    of variable: some VariableConvertible<R>, in sample: Sample<R>, clusters: KeyPath<R, C> & Sendable,
    confidence: Double = 0.95
  ) throws(InputError) {
    let source = ClusterSource(factor: clusters)
    let known = source.known(in: sample)
    let complete = try known.complete([variable.variable])
    do throws(InputError) {
      try self.init(
        complete.columns[0], clusters: source.labels(of: complete.ids, in: known), confidence: confidence)
    } catch {
      throw InputError(
        error.code, "\(variable.variable.name), \(error.subject)", error.problem, remedy: error.remedy)
    }
    context = DataContext(subject: variable.variable.name, parts: [], cases: complete.cases)
  }
}

extension ClusteredChiSquareTest {
  /// The test of two factors of a sample, in clusters named by a property; the first gives the groups.
  ///
  /// - Throws: `InputError` as for labels.
  public init<R, G: FactorValue, V: FactorValue, C: ClusterLabel>(
    of groups: KeyPath<R, G> & Sendable, by categories: KeyPath<R, V> & Sendable, in sample: Sample<R>,
    clusters: KeyPath<R, C> & Sendable, adjustment: Adjustment = .raoScott, confidence: Double = 0.95
  ) throws(InputError) {
    let source = ClusterSource(clusters)
    let known = source.known(in: sample)
    let factors = [try known.groups(by: groups), try known.groups(by: categories)]
    let complete = try known.complete([], by: factors)
    let labels = complete.groups.enumerated().map { place, levels in
      levels.map { factors[place].levels[$0] }
    }
    try self.init(
      labels[0], by: labels[1], clusters: source.labels(of: complete.ids, in: known),
      levels: factors[0].levels, categoryLevels: factors[1].levels, adjustment: adjustment,
      confidence: confidence)
    context = DataContext(parts: factors.map(\.name), cases: complete.cases)
  }

  /// The test of two factors of a sample, in clusters that are the levels of a factor; the first gives the groups.
  ///
  /// - Throws: `InputError` as for labels.
  public init<R, G: FactorValue, V: FactorValue, C: FactorValue>(
    of groups: KeyPath<R, G> & Sendable, by categories: KeyPath<R, V> & Sendable, in sample: Sample<R>,
    clusters: KeyPath<R, C> & Sendable, adjustment: Adjustment = .raoScott, confidence: Double = 0.95
  ) throws(InputError) {
    let source = ClusterSource(factor: clusters)
    let known = source.known(in: sample)
    let factors = [try known.groups(by: groups), try known.groups(by: categories)]
    let complete = try known.complete([], by: factors)
    let labels = complete.groups.enumerated().map { place, levels in
      levels.map { factors[place].levels[$0] }
    }
    try self.init(
      labels[0], by: labels[1], clusters: source.labels(of: complete.ids, in: known),
      levels: factors[0].levels, categoryLevels: factors[1].levels, adjustment: adjustment,
      confidence: confidence)
    context = DataContext(parts: factors.map(\.name), cases: complete.cases)
  }
}
