#include "site/version.h"

struct str version_name(struct arena *arena)
{
	(void)arena;
	return STR("congbo " CONGBO_VERSION);
}

struct str version_text(struct arena *arena)
{
	return STR_JOIN(arena, version_name(arena), STR("\n"));
}
