import SurveyProbability
import SurveyVocabulary

/// The sums over strata behind the Mantel-Haenszel test; each stratum has cases in all margins.
struct MantelHaenszelSums {
  private let strata: [TwoByTwo]
  /// The first cells less what is expected of them, and the variance of their sum.
  private(set) var distance = 0.0
  private(set) var variance = 0.0
  // Σ ad/n, Σ bc/n, and the sums of Robins, Breslow and Greenland's variance.
  private var (r, s, pr, psqr, qs) = (0.0, 0.0, 0.0, 0.0, 0.0)

  init(_ strata: [TwoByTwo]) {
    self.strata = strata
    for stratum in strata {
      let (a, b, c, d) = stratum.numbers
      let n = Double(stratum.total)
      distance += stratum.determinant / n
      variance += (a + b) / n * ((c + d) / n) * ((a + c) / (n - 1)) * (b + d)
      let (own, other) = (a / n * d, b / n * c)
      let (p, q) = ((a + d) / n, (b + c) / n)
      r += own
      s += other
      pr += p * own
      psqr += p * other + q * own
      qs += q * other
    }
  }

  /// Σ(ad/n)/Σ(bc/n); ∞ where the latter is zero, `nil` where both are.
  var oddsRatio: Double? { s > 0 ? r / s : (r > 0 ? .infinity : nil) }

  /// The limits by the normal distribution of the logarithm; `nil` where an odds ratio of 0 or ∞ has none.
  func interval(_ alternative: Alternative, confidence: Double) throws(InputError) -> ConfidenceInterval? {
    guard r > 0, s > 0 else { return nil }
    let z = try NormalDistribution.standard.quantile(upperTail: alternative.tailArea(confidence: confidence))
    let reach = z * (pr / (2 * r * r) + psqr / (2 * r * s) + qs / (2 * s * s)).squareRoot()
    return alternative.interval(
      r / s * libmExp(-reach), r / s * libmExp(reach), level: confidence, method: "Robins-Breslow-Greenland",
      bounds: (0, .infinity))
  }

  /// The tests that all strata have this odds ratio, without and with Tarone's adjustment; `nil` where it is
  /// 0 or ∞, or there is one stratum.
  func homogeneity(_ odds: Double) -> (plain: TestStatistic, adjusted: TestStatistic)? {
    guard odds > 0, odds.isFinite, strata.count >= 2 else { return nil }
    var (sum, distances, variances) = (0.0, 0.0, 0.0)
    for stratum in strata {
      let (a, b, c, d) = stratum.numbers
      let (row, column, n) = (a + b, a + c, a + b + c + d)
      let fitted = FittedCell.value(row: row, column: column, total: n, odds: odds)
      let cells = [fitted, row - fitted, column - fitted, n - row - column + fitted]
      guard cells.allSatisfy({ $0 > 0 }) else { return nil }
      let variance = 1 / cells.reduce(0) { $0 + 1 / $1 }
      sum += (a - fitted) * ((a - fitted) / variance)
      distances += a - fitted
      variances += variance
    }
    let freedom = Double(strata.count - 1)
    let adjusted = max(0, sum - distances * (distances / variances))
    return (
      TestStatistic("χ²", sum, reference: .chiSquare(degreesOfFreedom: freedom)),
      TestStatistic("χ²", adjusted, reference: .chiSquare(degreesOfFreedom: freedom))
    )
  }
}
