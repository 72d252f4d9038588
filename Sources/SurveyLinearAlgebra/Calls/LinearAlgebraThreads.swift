import CSurveyLAPACK

/// How many threads the library of linear algebra may use.
///
/// The number belongs to the whole process, so nothing in this package changes it by itself: the
/// program that hosts it decides. Threads change the last bits of a result and can be several times
/// slower on a busy machine; results keep their digits.
public enum LinearAlgebraThreads {
  /// Sets the number of threads of OpenBLAS for the whole process, at least 1 and at most 1,024.
  ///
  /// Call it at the start of the program: OpenBLAS does not allow the change while another thread is
  /// inside one of its routines. On Apple platforms Accelerate chooses by itself and the call has no
  /// effect.
  public static func set(_ count: Int) { survey_set_blas_threads(bounded(count)) }

  static func bounded(_ count: Int) -> Int32 { Int32(min(max(count, 1), 1_024)) }

  /// The number of threads of OpenBLAS; `nil` on Apple platforms, where Accelerate chooses by itself.
  public static var count: Int? {
    let count = Int(survey_blas_threads())
    return count > 0 ? count : nil
  }
}
