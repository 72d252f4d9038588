#include "CBareLAPACK.h"
