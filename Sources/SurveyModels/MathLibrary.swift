#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// The C library's functions under module-internal names, so that no other file of this module needs to
// know which C library it is.

@inline(__always) func naturalLog(_ x: Double) -> Double { log(x) }
@inline(__always) func raise(_ x: Double, to y: Double) -> Double { pow(x, y) }
@inline(__always) func exponential(_ x: Double) -> Double { exp(x) }
@inline(__always) func binaryLog(_ x: Double) -> Double { log2(x) }
@inline(__always) func decimalLog(_ x: Double) -> Double { log10(x) }
@inline(__always) func logOfOneMore(_ x: Double) -> Double { log1p(x) }
@inline(__always) func inverseHyperbolicTangent(_ x: Double) -> Double { atanh(x) }
@inline(__always) func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
@inline(__always) func arcTangent(_ x: Double) -> Double { atan(x) }
@inline(__always) func cosine(_ x: Double) -> Double { cos(x) }
