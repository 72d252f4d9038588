extension Codebook {
  /// A scale of named columns, or of other scales.
  public struct Scale: Hashable, Sendable {
    /// The name of what is measured.
    public let name: String
    /// The items in order.
    public let items: [Item]
    /// How many items must be answered for a score.
    public let missing: MissingRule
    /// How answers become a score.
    public let score: ScoreRule
    /// What is done to items of different ranges.
    public let rescaling: Rescaling
    /// What turns the score into a standard score; `nil` where it stays as it is.
    public let norms: Norms?
    /// The names of ranges of scores, in ascending order; empty where there are none.
    public let bands: [Band]

    /// Makes a scale.
    public init(
      _ name: String, items: [Item], missing: MissingRule = .none, score: ScoreRule = .mean,
      rescaling: Rescaling = .none, norms: Norms? = nil, bands: [Band] = []
    ) {
      self.name = name
      self.items = items
      self.missing = missing
      self.score = score
      self.rescaling = rescaling
      self.norms = norms
      self.bands = bands
    }

    /// The scale of a definition; scales that are its items are named.
    init(_ definition: ScaleDefinition) {
      self.init(
        definition.name, items: definition.items.map(Item.init), missing: definition.missing,
        score: definition.score, rescaling: definition.rescaling, norms: definition.norms,
        bands: definition.bands)
    }

    /// Scales of definitions, with those that are items of others after the ones that are listed.
    static func list(_ definitions: [ScaleDefinition]) -> [Scale] {
      var scales = definitions.map { Scale($0) }
      func addParts(of definition: ScaleDefinition) {
        for part in definition.items.compactMap(\.scale) {
          let scale = Scale(part)
          if !scales.contains(scale) { scales.append(scale) }
          addParts(of: part)
        }
      }
      for definition in definitions { addParts(of: definition) }
      return scales
    }
  }

  /// A column as part of a scale, which way and how much it counts; or another scale, by its name.
  public struct Item: Hashable, Sendable {
    /// The name of the column, or of the scale.
    public let column: String
    /// Whether it is a scale of the codebook.
    public let isScale: Bool
    /// Which way it counts.
    public let keyed: Keying
    /// How much it counts beside the others.
    public let weight: Double

    /// Makes an item.
    public init(_ column: String, keyed: Keying = .positive, weight: Double = 1) {
      self.init(column, isScale: false, keyed, weight)
    }

    /// Makes an item of the score on another scale of the codebook.
    public init(scale name: String, keyed: Keying = .positive, weight: Double = 1) {
      self.init(name, isScale: true, keyed, weight)
    }

    init(_ item: ScaleDefinition.Item) {
      self.init(item.column, isScale: item.scale != nil, item.keyed, item.weight)
    }

    private init(_ column: String, isScale: Bool, _ keyed: Keying, _ weight: Double) {
      self.column = column
      self.isScale = isScale
      self.keyed = keyed
      self.weight = weight
    }
  }
}

extension Codebook {
  /// A scale with the declared ranges of its items, and the definitions of the scales among them.
  ///
  /// - Throws: `InputError` if an item is neither a column nor a scale, if scales are items of each other,
  ///   or if norms name a column that is no factor, or a level that it does not have.
  public func definition(of scale: Scale) throws(InputError) -> ScaleDefinition {
    var places = ScaleDefinition.mostItems
    return try definition(of: scale, within: [], places: &places)
  }

  private func definition(
    of scale: Scale, within outer: [String], places: inout Int
  ) throws(InputError) -> ScaleDefinition {
    let subject = "scale \(scale.name)"
    guard !outer.contains(scale.name) else {
      throw InputError(.definition, subject, "is an item of itself")
    }
    guard outer.count < ScaleDefinition.mostLevels else {
      throw .infeasible(
        subject, "more than \(ScaleDefinition.mostLevels) scales within each other", remedy: "use fewer")
    }
    places -= scale.items.count
    guard places >= 0 else {
      throw .infeasible(subject, "more than \(ScaleDefinition.mostItems) items in all", remedy: "use fewer")
    }
    var items: [ScaleDefinition.Item] = []
    for item in scale.items {
      guard item.isScale else {
        let kind = try column(item.column, subject).kind
        items.append(.init(item.column, kind, keyed: item.keyed, weight: item.weight))
        continue
      }
      let part = try definition(
        of: try self.scale(named: item.column), within: outer + [scale.name], places: &places)
      items.append(.init(part, keyed: item.keyed, weight: item.weight))
    }
    if let norms = scale.norms { try check(norms, subject) }
    return ScaleDefinition(
      scale.name, items: items, missing: scale.missing, score: scale.score, rescaling: scale.rescaling,
      norms: scale.norms, bands: scale.bands)
  }

  private func check(_ norms: Norms, _ subject: String) throws(InputError) {
    guard let name = norms.factor else { return }
    guard case .factor(let options, _) = try column(name, subject).kind else {
      throw InputError(.definition, subject, "its norms differ by \(name), which holds no names of groups")
    }
    let levels = options.map(\.name)
    for level in norms.references.compactMap(\.level) where !levels.contains(level) {
      throw .unknownName(level, among: levels, subject: "\(subject), norms by \(name)")
    }
  }
}
