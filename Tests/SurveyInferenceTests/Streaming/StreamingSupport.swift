import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// Data of several kinds, the same in every run.
enum StreamedData: String, CaseIterable, Sendable {
  case normal, likert, farFromZero, veryFarFromZero, oneOutlier, constant

  /// 200 numbers; those of `farFromZero` are 10⁹ and a small part without rounding.
  var values: [Double] {
    var stream = RandomStream(seed: 20, stream: UInt64(rawValue.utf8.count))
    return (0..<200).map { index in
      switch self {
      case .normal: stream.normal()
      case .likert: Double(1 + stream.index(below: 5))
      case .farFromZero: 1e9 + Double(stream.index(below: 1_000)) / 1_048_576
      case .veryFarFromZero: -1e15 + Double(stream.index(below: 10)) / 8
      case .oneOutlier: index == 0 ? -1e6 : stream.uniform() * 1e-3
      case .constant: 0.1
      }
    }
  }
}

/// The parts of a collection between random cuts, some of them empty.
func randomParts<T>(_ elements: [T], _ stream: inout RandomStream) -> [[T]] {
  let pieces = 1 + stream.index(below: 12)
  let cuts = (0..<pieces).map { _ in stream.index(below: elements.count + 1) }.sorted()
  return zip([0] + cuts, cuts + [elements.count]).map { Array(elements[$0..<$1]) }
}

/// Merges summaries in a random tree: any two that are left, in either order.
func mergedAtRandom<S: StreamingSummary>(_ parts: [S], _ stream: inout RandomStream) throws -> S {
  var left = parts
  while left.count > 1 {
    stream.shuffle(&left)
    let first = left.removeLast()
    let second = left.removeLast()
    left.append(try first.merging(second))
  }
  return left[0]
}
