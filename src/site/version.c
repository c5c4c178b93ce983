#include "site/version.h"

#include "base/arena.h"
#include "export/export.h"
#include "md/md.h"
#include "text/text.h"
#include "yaml/yml.h"

struct str version_name(void)
{
	return STR("congbo " CONGBO_VERSION);
}

struct str version_text(struct arena *arena)
{
	return STR_JOIN(arena, version_name(), STR("\ncmark "), md_library(), STR("\nICU "),
	                text_library(arena), STR("\nlibyaml "), yml_library(), STR("\n"),
	                export_library_zip(), STR("\nlibxlsxwriter "), export_library_xlsx(),
	                STR("\nSQLite "), export_library_sqlite(), STR("\n"));
}
