/// Copies `values` into an array and refuses values that are not finite or too few of them.
package func finiteValues(
  _ values: some Collection<Double>, _ subject: String, atLeast needed: Int = 0
) throws(InputError) -> [Double] {
  let array = Array(values)
  guard array.count >= needed else {
    throw .tooFew(subject, found: array.count, needed: needed)
  }
  // One multiplication by zero per value finds NaN and infinity without a branch per element.
  var probe = 0.0
  for value in array { probe += value * 0 }
  guard probe == 0 else {
    let index = array.firstIndex { !$0.isFinite } ?? 0
    throw .notFinite(subject, value: array[index], at: index)
  }
  return array
}

/// Refuses a confidence level that is not strictly between 0 and 1.
package func checkConfidence(_ confidence: Double) throws(InputError) {
  guard confidence > 0, confidence < 1 else {
    throw .outOfRange("confidence", value: confidence, allowed: "a level above 0 and below 1")
  }
}

/// Refuses pairs of unequal length.
package func checkEqualLength(
  _ first: Int, _ firstName: String, _ second: Int, _ secondName: String
) throws(InputError) {
  guard first == second else {
    throw .lengthMismatch(firstName, count: first, secondName, count: second)
  }
}
