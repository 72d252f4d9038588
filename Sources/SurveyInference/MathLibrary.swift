#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// The C library's functions under names of this module's own, so that no other file of it needs to know
// which C library it is.

@inline(__always) func libmTanh(_ x: Double) -> Double { tanh(x) }
@inline(__always) func libmAtanh(_ x: Double) -> Double { atanh(x) }
@inline(__always) func libmExp(_ x: Double) -> Double { exp(x) }
@inline(__always) func libmLog(_ x: Double) -> Double { log(x) }
@inline(__always) func libmSin(_ x: Double) -> Double { sin(x) }
@inline(__always) func libmCos(_ x: Double) -> Double { cos(x) }
@inline(__always) func libmAtan2(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
@inline(__always) func libmAsin(_ x: Double) -> Double { asin(x) }
@inline(__always) func libmExpm1(_ x: Double) -> Double { expm1(x) }
@inline(__always) func libmLog1p(_ x: Double) -> Double { log1p(x) }
