import SurveyLinearAlgebra
import SurveyVocabulary

/// A fitted regression of ordered levels in which every threshold between levels has a linear predictor: what
/// ``MarginalMeans`` needs for means at each threshold.
public protocol ThresholdModel: MarginalModel {
  /// For each threshold the level below it, and the sum of coefficients whose link gives the probability of a higher
  /// one.
  ///
  /// The sums have their coefficients and covariance matrix in common.
  var thresholdParts: [(level: String, part: LinearPart)] { get throws(InputError) }
}

extension OrdinalRegression: ThresholdModel {
  /// The latent variable whose thresholds have the mean zero.
  public var linearPart: LinearPart { cumulative.latent }

  /// The latent variable less each threshold.
  public var thresholdParts: [(level: String, part: LinearPart)] { cumulative.parts }

  private var cumulative: CumulativeParts {
    CumulativeParts(
      levels: levels, link: link, design: design, parameters: (thresholds + coefficients).map(\.value),
      covariance: covariance, context: context, varying: [],
      shared: Array((design.hasIntercept ? 1 : 0)..<design.columnCount), thresholds: nil)
  }
}

extension PartialProportionalOdds: ThresholdModel {
  /// The latent variable whose thresholds have the mean zero wherever the predictors are: the average over the
  /// thresholds of the sums of ``thresholdParts``.
  public var linearPart: LinearPart {
    var part = cumulative.latent
    if !varyingColumns.isEmpty {
      part.note = "a mean is the average over the thresholds of the \(link.higher.sumName) of a higher level"
    }
    return part
  }

  /// x'β + z'γⱼ less each threshold.
  public var thresholdParts: [(level: String, part: LinearPart)] { cumulative.parts }

  private var cumulative: CumulativeParts {
    CumulativeParts(
      levels: levels, link: link, design: design, parameters: parameters, covariance: covariance,
      context: context, varying: varyingColumns, shared: sharedColumns, thresholds: movingThresholds)
  }
}

extension OrdinalLink {
  /// How the probability of a level above a threshold follows from the sum of coefficients less the threshold.
  var higher: MeanLink {
    switch self {
    case .logit: .logit
    case .probit: .probit
    case .cloglog: .logLog
    }
  }
}

/// The sums of coefficients of a cumulative link model.
private struct CumulativeParts {
  let levels: [String]
  let link: OrdinalLink
  let design: Design
  /// The thresholds, the varying columns' coefficients column by column, then the shared ones.
  let parameters: [Double]
  let covariance: Matrix
  let context: DataContext
  /// The places of the columns in the design.
  let varying: [Int]
  let shared: [Int]
  let thresholds: MovingThresholds?

  private var cuts: Int { levels.count - 1 }

  var latent: LinearPart {
    part([Double](repeating: 1 / Double(cuts), count: cuts), .identity, note: nil)
  }

  var parts: [(level: String, part: LinearPart)] {
    levels.dropLast().enumerated().map { cut, level in
      let shares = (0..<cuts).map { $0 == cut ? 1.0 : 0 }
      return (level, part(shares, link.higher, note: "the event is a level above the threshold"))
    }
  }

  /// x'β plus, in shares of the thresholds, z'γ less the threshold.
  private func part(_ shares: [Double], _ link: MeanLink, note: String?) -> LinearPart {
    let (varying, shared) = (varying, shared)
    var part = LinearPart(
      design, parameters, covariance, link: link, context: context,
      weights: { row in
        shares.map { -$0 } + varying.flatMap { column in shares.map { $0 * row[column] } }
          + shared.map { row[$0] }
      }, degreesOfFreedom: { _ in nil })
    part.note = note
    part.thresholds = thresholds
    return part
  }
}
