/* What the search of the site finds: its pages in one language by their titles, headings, summaries and
 * names, and the people who are honoured, named only where the pages name them. */
#ifndef SITE_SEARCH_H
#define SITE_SEARCH_H

#include "site/phases.h"

/* Makes the index of each language and declares its files; all pages are planned. Nothing where the site
 * cannot be written anyway. */
void search_plan(struct build *build);
/* Writes them. False: said. */
bool search_write(struct build *build);

#endif
