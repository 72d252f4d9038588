import SurveyVocabulary

/// What the likelihood of ratings needs of the data: sums of products of the raters' indicators, the
/// constant and the ratings, within subjects and of subjects' totals.
///
/// A subject enters by its own totals only, so that the size of everything that follows depends on the
/// number of raters and not on that of subjects.
struct RatingSums {
  /// The number of raters; the columns after theirs are the constant and the ratings.
  let raterCount: Int
  /// The number of subjects.
  let subjectCount: Int
  /// The number of ratings.
  let ratingCount: Int
  /// The place of the ratings' origin and their unit, a power of two.
  let origin: Double
  let unit: Double
  /// Sums of products of deviations from the subjects' means, row after row, raterCount + 2 each way.
  let within: [Double]
  /// By number of ratings of a subject: that number, how many subjects have it, and the sums of
  /// products of their totals.
  let totals: [(size: Double, subjects: Double, products: [Double])]
  /// The sum of the inverse numbers of ratings.
  let inverseSizes: Double

  /// The columns of the sums.
  var order: Int { raterCount + 2 }

  /// Takes ratings by subject, each a list of a rater's index and a rating.
  init(_ subjects: [[(rater: Int, value: Double)]], raterCount: Int) {
    let order = raterCount + 2
    let count = subjects.reduce(0) { $0 + $1.count }
    let largest = subjects.reduce(0) { $1.reduce($0) { max($0, $1.value.magnitude) } }
    let scale = Self.powerOfTwo(near: largest)
    let mean = subjects.reduce(0) { $1.reduce($0) { $0 + $1.value / scale } } / Double(count) * scale
    let spread = subjects.reduce(0) { $1.reduce($0) { max($0, ($1.value - mean).magnitude) } }
    let unit = Self.powerOfTwo(near: spread)
    var within = [Double](repeating: 0, count: order * order)
    var bySize: [Int: (subjects: Int, products: [Double])] = [:]
    var inverseSizes = 0.0
    for subject in subjects {
      let size = Double(subject.count)
      let values = subject.map { ($0.value - mean) / unit }
      let total = values.reduce(0, +)
      var products = bySize[subject.count]?.products ?? [Double](repeating: 0, count: order * order)
      for (index, rating) in subject.enumerated() {
        let (row, deviation) = (rating.rater * order, values[index] - total / size)
        for other in subject {
          within[row + other.rater] -= 1 / size
          products[row + other.rater] += 1
        }
        within[row + rating.rater] += 1
        within[row + raterCount + 1] += deviation
        within[(raterCount + 1) * order + rating.rater] += deviation
        within[order * order - 1] += deviation * deviation
        products[row + raterCount] += size
        products[row + raterCount + 1] += total
        products[raterCount * order + rating.rater] += size
        products[(raterCount + 1) * order + rating.rater] += total
      }
      products[raterCount * order + raterCount] += size * size
      products[raterCount * order + raterCount + 1] += size * total
      products[(raterCount + 1) * order + raterCount] += size * total
      products[order * order - 1] += total * total
      bySize[subject.count] = ((bySize[subject.count]?.subjects ?? 0) + 1, products)
      inverseSizes += 1 / size
    }
    self.raterCount = raterCount
    subjectCount = subjects.count
    ratingCount = count
    origin = mean
    self.unit = unit
    self.within = within
    self.inverseSizes = inverseSizes
    totals = bySize.sorted { $0.key < $1.key }.map {
      (Double($0.key), Double($0.value.subjects), $0.value.products)
    }
  }

  private static func powerOfTwo(near size: Double) -> Double {
    guard size > 0 else { return 1 }
    return Double(sign: .plus, exponent: min(max(size.exponent, -1000), 1000), significand: 1)
  }
}
