#include "text/zone.h"

#include <unicode/ucal.h>

enum { ZONE_MAX = 64 };

bool text_zone_known(struct str name)
{
	UChar id[ZONE_MAX], canonical[ZONE_MAX];
	if (name.len == 0 || name.len >= ZONE_MAX)
		return false;
	for (size_t i = 0; i < name.len; i++) {
		if ((unsigned char)name.ptr[i] >= 0x80)
			return false;
		id[i] = (UChar)name.ptr[i];
	}
	UErrorCode status = U_ZERO_ERROR;
	UBool system = false;
	ucal_getCanonicalTimeZoneID(id, (int32_t)name.len, canonical, ZONE_MAX, &system, &status);
	return U_SUCCESS(status) && system;
}
