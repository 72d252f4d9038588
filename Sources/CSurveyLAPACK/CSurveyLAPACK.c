#include "CSurveyLAPACK.h"

#if defined(__APPLE__)

void survey_set_blas_threads(int count) { (void)count; }
int survey_blas_threads(void) { return 0; }

#else

void openblas_set_num_threads(int count);
int openblas_get_num_threads(void);

void survey_set_blas_threads(int count) { openblas_set_num_threads(count); }
int survey_blas_threads(void) { return openblas_get_num_threads(); }

#endif
