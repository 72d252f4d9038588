/// A pair of a Gauss rule and the Kronrod rule that contains it: one set of points gives an integral and
/// an estimate of its error.
///
/// Kronrod (1965), Nodes and Weights of Quadrature Formulas. The tables are zeros of the Legendre and
/// Stieltjes polynomials computed with 50 digits; they are those of QUADPACK.
public enum GaussKronrodRule: String, Hashable, Sendable, Codable, CaseIterable {
  /// 7 Gauss points in 15, exact for polynomials up to degree 22.
  case points15
  /// 10 Gauss points in 21, exact for polynomials up to degree 31.
  case points21

  /// The number of evaluations on a panel.
  public var evaluations: Int { self == .points15 ? 15 : 21 }

  /// One point of a rule on [0, 1), its weight and its weight in the Gauss rule; the rule has the mirrored
  /// point too.
  struct Node {
    let position: Double
    let weight: Double
    let gaussWeight: Double

    init(_ position: Double, _ weight: Double, _ gaussWeight: Double) {
      self.position = position
      self.weight = weight
      self.gaussWeight = gaussWeight
    }
  }

  /// The points, from the outside to the middle.
  var nodes: [Node] { self == .points15 ? Self.nodes15 : Self.nodes21 }

  private static let nodes15 = [
    Node(0.9914553711208126, 0.022935322010529224, 0),
    Node(0.9491079123427585, 0.06309209262997856, 0.1294849661688697),
    Node(0.8648644233597691, 0.10479001032225019, 0),
    Node(0.7415311855993945, 0.14065325971552592, 0.27970539148927664),
    Node(0.5860872354676911, 0.1690047266392679, 0),
    Node(0.4058451513773972, 0.19035057806478542, 0.3818300505051189),
    Node(0.20778495500789848, 0.20443294007529889, 0),
    Node(0, 0.20948214108472782, 0.4179591836734694),
  ]

  private static let nodes21 = [
    Node(0.9956571630258081, 0.011694638867371874, 0),
    Node(0.9739065285171717, 0.032558162307964725, 0.06667134430868814),
    Node(0.9301574913557082, 0.054755896574351995, 0),
    Node(0.8650633666889845, 0.07503967481091996, 0.1494513491505806),
    Node(0.7808177265864169, 0.0931254545836976, 0),
    Node(0.6794095682990244, 0.10938715880229764, 0.21908636251598204),
    Node(0.5627571346686047, 0.12349197626206584, 0),
    Node(0.4333953941292472, 0.13470921731147334, 0.26926671930999635),
    Node(0.2943928627014602, 0.14277593857706009, 0),
    Node(0.14887433898163122, 0.14773910490133849, 0.29552422471475287),
    Node(0, 0.1494455540029169, 0),
  ]
}
