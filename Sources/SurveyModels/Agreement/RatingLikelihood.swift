import SurveyLinearAlgebra
import SurveyVocabulary

/// The restricted likelihood of ratings in the crossed model y = μ + subject + rater + error, as a
/// function of the subject's and the rater's variance in units of the error's.
///
/// The error variance and the mean are profiled out. Subjects are eliminated first, which leaves a
/// matrix of the size of the raters: V⁻¹ = W - W Z (I/θ + Zᵀ W Z)⁻¹ Zᵀ W with the weights W of subjects.
struct RatingLikelihood {
  let sums: RatingSums

  /// Minus twice the restricted log-likelihood but for a constant, and what belongs to it.
  struct Value {
    /// The criterion.
    let criterion: Double
    /// Its derivatives by the two ratios.
    let gradient: (subjects: Double, raters: Double)
    /// The estimated mean, from the origin and in units of the sums.
    let mean: Double
    /// The weighted residual sum of squares, in squared units of the sums.
    let residual: Double
  }

  /// The criterion at ratios that are not negative; `nil` where it is not a finite number.
  func value(subjects a: Double, raters b: Double) -> Value? {
    let (k, order) = (sums.raterCount, sums.order)
    var products = sums.within
    var slopes = [Double](repeating: 0, count: order * order)
    var (logDeterminant, logSlope) = (0.0, 0.0)
    for group in sums.totals {
      let shrink = 1 / (1 + a * group.size)
      let (weight, slope) = (shrink / group.size, -shrink * shrink)
      for index in products.indices {
        products[index] += weight * group.products[index]
        slopes[index] += slope * group.products[index]
      }
      logDeterminant -= group.subjects * naturalLog(shrink)
      logSlope += group.subjects * group.size * shrink
    }
    // Two columns: the constant and the ratings.
    let right = Matrix(k, 2, (0..<2).flatMap { u in (0..<k).map { products[$0 * order + k + u] } })
    var inner = Matrix(zeros: k, k)
    for row in 0..<k {
      for column in 0..<k {
        inner[row, column] = b * products[row * order + column] + (row == column ? 1 : 0)
      }
    }
    guard let factor = try? CholeskyFactorization(inner), let inverse = try? factor.inverse(),
      let solved = try? factor.solve(right)
    else { return nil }
    var (innerSlope, outerSlope) = (0.0, 0.0)
    for row in 0..<k {
      for column in 0..<k {
        innerSlope += inverse[row, column] * slopes[row * order + column]
        outerSlope += inverse[row, column] * products[row * order + column]
      }
    }
    let forms = Self.forms(products, slopes, right: right, solved: solved, ratio: b)
    let mean = forms.value[1] / forms.value[0]
    let residual = forms.value[2] - mean * forms.value[1]
    let freedom = Double(sums.ratingCount - 1)
    let change = { (form: [Double]) in
      let byMean = mean * mean * form[0]
      return form[0] / forms.value[0] + freedom * (form[2] - 2 * mean * form[1] + byMean) / residual
    }
    let criterion =
      logDeterminant + factor.logDeterminant + naturalLog(forms.value[0]) + freedom * naturalLog(residual)
    guard residual > 0, criterion.isFinite else { return nil }
    return Value(
      criterion: criterion,
      gradient: (
        logSlope + b * innerSlope + change(forms.bySubjects), outerSlope + change(forms.byRaters)
      ),
      mean: mean, residual: residual)
  }

  /// The quadratic forms 1ᵀV⁻¹1, 1ᵀV⁻¹y and yᵀV⁻¹y, and their derivatives by the two ratios.
  private static func forms(
    _ products: [Double], _ slopes: [Double], right: Matrix, solved: Matrix, ratio b: Double
  ) -> (value: [Double], bySubjects: [Double], byRaters: [Double]) {
    let k = right.rowCount
    let order = k + 2
    var (value, bySubjects, byRaters): ([Double], [Double], [Double]) = ([], [], [])
    for (u, v) in [(0, 0), (0, 1), (1, 1)] {
      var form = products[(k + u) * order + k + v]
      var slope = slopes[(k + u) * order + k + v]
      var square = 0.0
      for row in 0..<k {
        form -= b * right[row, u] * solved[row, v]
        slope -=
          b * (solved[row, u] * slopes[row * order + k + v] + solved[row, v] * slopes[row * order + k + u])
        square += solved[row, u] * solved[row, v]
        var sum = 0.0
        for column in 0..<k { sum += slopes[row * order + column] * solved[column, v] }
        slope += b * b * solved[row, u] * sum
      }
      value.append(form)
      bySubjects.append(slope)
      byRaters.append(-square)
    }
    return (value, bySubjects, byRaters)
  }
}
