#include "CSurveyLAPACK.h"
