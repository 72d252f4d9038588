/// The slopes behind conditional indirect effects, at the mean of the moderator, with their changes per unit of
/// it; a change is zero where the stage is not moderated.
struct ModeratedSlopes {
  let first: Double
  let firstChange: Double
  let second: Double
  let secondChange: Double

  /// A function of the four slopes with its derivatives.
  struct Value {
    let value: Double
    /// By the slope of the first stage, its change, the slope of the second stage and its change.
    let gradient: [Double]

    func minus(_ other: Value) -> Value {
      Value(value: value - other.value, gradient: zip(gradient, other.gradient).map { $0 - $1 })
    }
  }

  /// The indirect effect at a distance of the moderator from its mean.
  func indirect(_ distance: Double) -> Value {
    let (a, b) = (first + firstChange * distance, second + secondChange * distance)
    return Value(value: a * b, gradient: [b, b * distance, a, a * distance])
  }

  /// The change of the indirect effect per unit of the moderator, where one stage is moderated.
  var index: Value {
    Value(
      value: firstChange * second + first * secondChange,
      gradient: [secondChange, second, firstChange, first])
  }
}
