import SurveyVocabulary

extension FactorAnalysis {
  /// How the loadings are estimated before any rotation.
  public enum Extraction: String, Hashable, Sendable, Codable, CaseIterable {
    /// Least squares of the residual correlations (unweighted least squares over uniquenesses of at least
    /// .005).
    case minres
    /// Maximum likelihood for normal answers, with uniquenesses of at least .005.
    case maximumLikelihood = "maximum likelihood"
    /// Principal axes, iterated until no communality changes by more than 1e-10.
    case principalAxis = "principal axis"
  }

  /// How the factors are turned towards a structure that is easy to read.
  public enum Rotation: Hashable, Sendable {
    /// No rotation: the first factor explains most, the next most of the rest.
    case none
    /// At right angles, with the largest variance of the squared loadings within factors (Kaiser 1958).
    /// Kaiser's normalization gives each item the same weight.
    case varimax(kaiser: Bool = true)
    /// At right angles, with the largest variance of the squared loadings within items.
    case quartimax(kaiser: Bool = false)
    /// Oblique, by least squares towards the varimax loadings raised to a power (Hendrickson & White 1964).
    case promax(power: Double = 4, kaiser: Bool = true)
    /// Oblique, with small products of squared loadings of an item (direct oblimin, Jennrich & Sampson 1966);
    /// gamma 0 is quartimin. Above 0 factors correlate more and the criterion may have no minimum.
    case oblimin(gamma: Double = 0, kaiser: Bool = false)
    /// Oblique, with small geometric means of the squared loadings of an item (Yates 1987).
    case geomin(delta: Double = 0.01)
  }

  /// One minimum of a rotation's criterion, and how many starts led to it.
  public struct RotationMinimum: Hashable, Sendable {
    /// The value of the criterion.
    public let criterion: Double
    /// The number of starts that ended there.
    public let starts: Int
  }

  /// What a reader must know before the loadings are read.
  public enum Warning: Hashable, Sendable {
    /// An item, by its place, that has no more unique variance than the least allowed, or less than none.
    case heywood(item: Int)
    /// The extraction ended before it met its tolerance.
    case extractionNotConverged
    /// The rotation ended before it met its tolerance.
    case rotationNotConverged
    /// Different starts led to different minima of the rotation's criterion.
    case localMinima(Int)
    /// Other uniquenesses fit as well: a factor of a single item or of two, or more factors than the items
    /// have.
    case notIdentified
    /// A factor, by its place, that explains nothing.
    case emptyFactor(Int)
    /// The correlation matrix has no inverse, so that there is no test of fit.
    case singularCorrelations
  }
}

extension FactorAnalysis.Rotation {
  /// Whether the factors may correlate.
  public var isOblique: Bool {
    switch self {
    case .none, .varimax, .quartimax: false
    case .promax, .oblimin, .geomin: true
    }
  }

  /// What gradients make small; promax begins with varimax.
  var criterion: RotationCriterion? {
    switch self {
    case .none: nil
    case .varimax, .promax: .orthomax(gamma: 1)
    case .quartimax: .orthomax(gamma: 0)
    case .oblimin(let gamma, _): .oblimin(gamma: gamma)
    case .geomin(let delta): .geomin(delta: delta)
    }
  }

  /// Whether each item has the same weight.
  var normalizesRows: Bool {
    switch self {
    case .varimax(let kaiser), .quartimax(let kaiser), .promax(_, let kaiser), .oblimin(_, let kaiser): kaiser
    case .none, .geomin: false
    }
  }

  /// Refuses parameters without meaning.
  func check() throws(InputError) {
    switch self {
    case .promax(let power, _):
      guard power >= 1, power <= 100 else {
        throw .outOfRange("promax power", value: power, allowed: "from 1 to 100")
      }
    case .oblimin(let gamma, _):
      guard gamma >= -1_000, gamma <= 1 else {
        throw .outOfRange("oblimin gamma", value: gamma, allowed: "from -1,000 to 1")
      }
    case .geomin(let delta):
      guard delta >= 1e-10, delta <= 1 else {
        throw .outOfRange("geomin delta", value: delta, allowed: "from 1e-10 to 1")
      }
    case .none, .varimax, .quartimax: return
    }
  }

  /// The choice in words, for print.
  var name: String {
    let normalization = normalizesRows ? " with Kaiser's normalization" : ""
    switch self {
    case .none: return "none"
    case .varimax: return "varimax" + normalization
    case .quartimax: return "quartimax" + normalization
    case .promax(let power, _): return "promax, power \(NumberStyle.shortText(power))" + normalization
    case .oblimin(let gamma, _): return "oblimin, gamma \(NumberStyle.shortText(gamma))" + normalization
    case .geomin(let delta): return "geomin, delta \(NumberStyle.shortText(delta))"
    }
  }
}

extension NumberStyle {
  /// A parameter without idle decimals.
  fileprivate static func shortText(_ value: Double) -> String {
    value == value.rounded() ? NumberStyle.decimals(0).text(value) : "\(value)"
  }
}
