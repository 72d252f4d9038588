import SurveyLinearAlgebra
import SurveyVocabulary

extension LevelProblem {
  /// Searches the maximum of a likelihood of this outcome.
  ///
  /// - Parameters:
  ///   - objective: The log likelihood.
  ///   - start: Where to begin.
  ///   - changes: The changes of the columns' working coefficients in a direction, one array per equation.
  /// - Returns: The end of the search.
  /// - Throws: `InputError` that names the columns along which the likelihood grows for ever, or if the
  ///   search does not end.
  func maximum(
    of objective: some LikelihoodObjective, from start: [Double], changes: ([Double]) -> [[Double]]
  ) throws(InputError) -> LikelihoodSearch {
    do throws(LikelihoodSearch.Failure) { return try LikelihoodSearch(objective, from: start) } catch {
      throw try self.error(of: error, changes: changes)
    }
  }

  /// The error of a search that found no maximum.
  func error(
    of failure: LikelihoodSearch.Failure, changes: ([Double]) -> [[Double]]
  ) throws(InputError) -> InputError {
    switch failure {
    case .diverging(let direction): try separated(changes(direction))
    case .stuck:
      InputError(
        .notConverged, "design", "the search for the largest likelihood did not end",
        remedy: "join levels with few cases, or leave columns out")
    }
  }

  /// The error of an outcome that columns separate.
  private func separated(_ changes: [[Double]]) throws(InputError) -> InputError {
    let hasOnes = names.first == Design.interceptName
    var moves = [Double](repeating: 0, count: names.count)
    for change in changes {
      for (place, move) in try columns.moves(change, aroundMean: hasOnes).enumerated() {
        moves[place] = max(moves[place], move)
      }
    }
    let candidates = moves.indices.filter { !(hasOnes && $0 == 0) }
    let largest = candidates.reduce(0) { max($0, moves[$1]) }
    let list = candidates.filter { moves[$0] > 0.1 * largest }.map { "\"\(names[$0])\"" }
    return InputError(
      .infeasible, "outcome",
      "its levels are separated by \(list.joined(separator: ", ")), so that coefficients grow "
        + "for ever and the likelihood has no maximum",
      remedy: "join levels, leave the column out, or collect cases that overlap")
  }
}

extension Formula {
  /// The model of an outcome in levels, over the cases that have every variable.
  ///
  /// - Parameters:
  ///   - data: The variables.
  ///   - contrasts: How factors are coded.
  ///   - weights: The variable of the weights, where there are some.
  ///   - ordered: Whether the order of the levels matters, so that labels must declare it.
  /// - Returns: The design with what belongs to it, the labels of the outcome and its levels.
  /// - Throws: `InputError` if the formula does not fit the data, has random terms or an offset, or the
  ///   outcome has no order or numbers that are not whole.
  func levelModel(
    in data: ModelData, contrasts: [String: Contrasts], weights: String?, ordered: Bool
  ) throws(InputError) -> (model: FormulaModel, labels: [String], levels: [String]) {
    let model = try model(in: data, contrasts: contrasts, weights: weights)
    guard model.randomTerms.isEmpty, model.offset == nil else {
      throw InputError(
        .definition, "formula", "this model has neither random terms nor offsets", remedy: "leave them out")
    }
    let (labels, levels) = try model.outcomeLabels()
    guard case .variable(let name) = outcome else { return (model, labels, levels) }
    switch try data.variable(name) {
    case .labels(_, levels: nil) where ordered:
      throw InputError(
        .definition, name, "its levels have no declared order",
        remedy: "give ModelVariable.labels its levels, the lowest first")
    case .numbers:
      if let broken = try model.data.numbers(name).first(where: { $0 != $0.rounded() }) {
        throw .outOfRange(name, value: broken, allowed: "a whole number, which stands for a level")
      }
    default: break
    }
    return (model, labels, levels)
  }
}
