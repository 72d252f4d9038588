import SurveyVocabulary

extension ExpectedOutcomes {
  /// The linear predictor of a fit with a single one, without its offset.
  var linearPart: LinearPart {
    let link: MeanLink = if case .mean(let model) = kernel { model.meanLink } else { .identity }
    return linearPart(link)
  }

  /// A sum of the parameters.
  func linearPart(
    _ link: MeanLink, weights: @escaping @Sendable ([Double]) throws(InputError) -> [Double]? = { $0 }
  ) -> LinearPart {
    let freedom = degreesOfFreedom
    var part = LinearPart(
      design, parameters, covariance, link: link, context: context, weights: weights,
      degreesOfFreedom: { _ in freedom })
    part.thresholds = thresholds
    return part
  }

  /// Of cumulative probabilities, the linear predictors with the sign turned, so that they rise with the levels, in
  /// shares of the thresholds.
  private func cumulativePart(_ shares: [Double], _ link: MeanLink) -> LinearPart {
    let (columns, varying) = (columns, kernel.varyingCount)
    return linearPart(
      link,
      weights: { row in
        shares.map { -$0 } + columns.prefix(varying).flatMap { column in shares.map { $0 * row[column] } }
          + columns.dropFirst(varying).map { row[$0] }
      })
  }

  /// The average of the linear predictors over the thresholds: a variable whose thresholds have the mean zero.
  var latentPart: LinearPart {
    let cuts = kernel.predictorCount
    return cumulativePart([Double](repeating: 1 / Double(cuts), count: cuts), .identity)
  }

  /// Of each threshold the level below it and the linear predictor, whose link gives the probability of a higher one.
  func thresholdParts(_ link: OrdinalLink) -> [(level: String, part: LinearPart)] {
    categories.dropLast().enumerated().map { cut, level in
      var part = cumulativePart(categories.indices.dropLast().map { $0 == cut ? 1 : 0 }, link.higher)
      part.note = "the event is a level above the threshold"
      return (level, part)
    }
  }
}

extension ResponseModel {
  /// How the mean follows from the linear predictor.
  var meanLink: MeanLink {
    switch self {
    case .logit: .logit
    case .probit: .probit
    case .complementaryLogLog: .complementaryLogLog
    case .poisson, .gammaLog, .negativeBinomial: .log
    case .gammaInverse: .inverse
    }
  }
}
