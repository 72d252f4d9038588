/// SHA-256 (FIPS 180-4) of a definition's canonical text.
///
/// A published hash, so that any other program can check that two data sets were scored by the same
/// items, keys, answers and rules.
enum Fingerprint {
  /// The hash of the text's UTF-8 as 64 hexadecimal digits.
  static func text(of text: String) -> String {
    var message = Array(text.utf8)
    let bits = UInt64(message.count) &* 8
    message.append(0x80)
    while message.count % 64 != 56 { message.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      message.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
    var state = initialState
    for start in stride(from: 0, to: message.count, by: 64) {
      absorb(message[start..<(start + 64)], into: &state)
    }
    return state.map { word in
      let hex = String(word, radix: 16)
      return String(repeating: "0", count: 8 - hex.count) + hex
    }.joined()
  }

  private static func absorb(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
    var words = stride(from: block.startIndex, to: block.endIndex, by: 4).map { start in
      block[start..<(start + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    for index in 16..<64 {
      let (a, b) = (words[index - 15], words[index - 2])
      let first = rotate(a, 7) ^ rotate(a, 18) ^ (a >> 3)
      let second = rotate(b, 17) ^ rotate(b, 19) ^ (b >> 10)
      words.append(words[index - 16] &+ first &+ words[index - 7] &+ second)
    }
    var s = state
    for index in 0..<64 {
      let choice = (s[4] & s[5]) ^ (~s[4] & s[6])
      let e = rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25)
      let first = s[7] &+ e &+ choice &+ roundConstants[index] &+ words[index]
      let majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2])
      let a = rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22)
      s = [first &+ a &+ majority, s[0], s[1], s[2], s[3] &+ first, s[4], s[5], s[6]]
    }
    for index in state.indices { state[index] &+= s[index] }
  }

  private static func rotate(_ word: UInt32, _ bits: UInt32) -> UInt32 { word >> bits | word << (32 - bits) }

  private static let initialState: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]

  private static let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}

extension ScaleDefinition {
  /// Everything that decides a score, in one text: columns, answers, keys, weights, rules, norms and the
  /// limits of bands. Names and the words of answers and bands do not: correcting a spelling leaves scores
  /// comparable. Columns are preceded by their length, so that no two definitions have one text. Weights,
  /// scales as items, norms, bands and what a rule of the items shown needs are written only where there
  /// are some.
  var canonicalText: String {
    let needed = missing.needed(of: items.count) ?? 0
    var text = "scale/1 \(score.rawValue), \(needed) of \(items.count), rescaling \(rescaling.rawValue)\n"
    if let counts = missing.neededByShown(of: items.count) {
      text += "shown " + counts.map(String.init).joined(separator: " ") + "\n"
    }
    for item in items {
      if item.weight != 1 { text += "weight \(item.weight) " }
      if let scale = item.scale {
        text += "part \(item.keyed.rawValue) {\n\(scale.canonicalText)}\n"
      } else {
        text += "\(item.column.utf8.count) \(item.column) \(item.keyed.rawValue) \(item.kind.canonicalText)\n"
      }
    }
    if let norms { text += norms.canonicalText }
    for band in bands { text += "band \(band.lower) \(band.upper)\n" }
    return text
  }

  /// SHA-256 of all that decides a score: columns, answers, keys, weights, rules, norms and bands.
  public var fingerprint: String { Fingerprint.text(of: canonicalText) }
}

extension Norms {
  fileprivate var canonicalText: String {
    var text = "metric \(metric.mean) \(metric.standardDeviation)\n"
    if let factor { text += "by \(factor.utf8.count) \(factor)\n" }
    for reference in references {
      let level = reference.level.map { "\($0.utf8.count) \($0) " } ?? ""
      text += "norm \(level)\(reference.norm.mean) \(reference.norm.standardDeviation)\n"
    }
    return text
  }
}

extension ColumnKind {
  fileprivate var canonicalText: String {
    switch self {
    case .answers(let levels): "answers " + levels.map { String($0.value) }.joined(separator: " ")
    case .rating(let minimum, let maximum): "rating \(minimum) \(maximum)"
    case .slider(let minimum, let maximum, let step): "slider \(minimum) \(maximum) \(step)"
    case .text, .number, .whole, .factor, .choices: "\(name) \(allowed)"
    }
  }
}
