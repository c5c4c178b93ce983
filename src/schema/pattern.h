/* The constraint `pattern`: regular expressions of XML Schema (part 2, appendix F) over code points, run as a
 * Thompson machine: time is linear in the text whatever the pattern. It always speaks of the whole text; `^`
 * and `$` at the ends are taken and mean nothing more. Not there: back references, look-around, \p{…} but L,
 * Lu, Ll, N, Nd and P, class subtraction. */
#ifndef SCHEMA_PATTERN_H
#define SCHEMA_PATTERN_H

#include "base/str.h"

/* Longest pattern in bytes, largest {n,m}, and most steps that one may unfold to. */
enum { PATTERN_MAX = 1024, PATTERN_REPEAT_MAX = 1000, PATTERN_STEPS_MAX = 5000 };

struct pattern;

/* NULL where it is no pattern that is understood; *bad is the offset of what is not. */
struct pattern *pattern_parse(size_t *bad, struct arena *arena, struct str text);
/* True where all of the text matches. Remembers states that it meets: not for several threads at once. */
bool pattern_match(struct pattern *pattern, struct str text);

#endif
