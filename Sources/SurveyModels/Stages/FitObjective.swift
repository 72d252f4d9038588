import SurveyVocabulary

/// The second stage of a fit: the value that the fit makes small, with its slopes, at some parameters.
///
/// See <doc:FitStages>.
public struct FitObjective: Hashable, Sendable {
  /// The value, in the units that the problem states; the smaller, the better the fit.
  public let value: Double
  /// The derivatives of the value by the parameters, in their order.
  public let gradient: [Double]

  init(value: Double, gradient: [Double]) {
    self.value = value
    // Adding zero makes a negative zero positive, for print.
    self.gradient = gradient.map { $0 + 0 }
  }
}

/// The third stage of a fit: where its search ended.
///
/// Searches that do not converge are errors or say so here, each as its model's initializer does.
public struct FitMinimum: Hashable, Sendable {
  /// The parameters, in the order of the problem's names.
  public let parameters: [Double]
  /// The value of the objective there; `nil` for fits that solve equations without one.
  public let value: Double?
  /// The steps that the search took.
  public let iterations: Int
  /// Whether the last step was as short as the problem asks for.
  public let converged: Bool
}

/// Refuses parameters that are not as many as a problem has, or not finite.
func checkParameters(_ parameters: [Double], _ names: [String]) throws(InputError) {
  try checkEqualLength(parameters.count, "parameters", names.count, "the names of the parameters")
  _ = try finiteValues(parameters, "parameters")
}
