#include "table/encoding.h"

#include "base/ascii.h"

enum { SAMPLE = 1 << 16 };

bool encoding_is_utf16(struct str bytes)
{
	if (str_starts(bytes, STR("\xff\xfe")) || str_starts(bytes, STR("\xfe\xff")))
		return true;
	/* a header is ASCII for the most part: every other byte of it is NUL */
	size_t look = bytes.len < 64 ? bytes.len & ~(size_t)1 : 64, nuls[2] = {0};
	for (size_t i = 0; i < look; i++)
		nuls[i & 1] += bytes.ptr[i] == '\0';
	return look >= 4 && ((nuls[0] == 0 && nuls[1] * 4 >= look) || (nuls[1] == 0 && nuls[0] * 4 >= look));
}

/* windows-1258 writes a tone as a byte of its own behind its vowel; of TCVN3's letters most stand where
 * windows-1258 has signs. */
struct str encoding_guess(struct str bytes)
{
	if (encoding_is_utf16(bytes))
		return STR("UTF-16");
	size_t tones = 0, signs = 0;
	for (size_t i = 1; i < bytes.len && i < SAMPLE; i++) {
		unsigned char c = (unsigned char)bytes.ptr[i], before = (unsigned char)bytes.ptr[i - 1];
		bool in_word = ascii_is_letter(before) || before >= 0x80;
		tones += in_word && (c == 0xcc || c == 0xd2 || c == 0xde || c == 0xec || c == 0xf2);
		signs += in_word && ((c >= 0xa8 && c <= 0xae) || (c >= 0xb5 && c <= 0xbe));
	}
	if (tones + signs == 0)
		return STR("");
	return tones >= signs ? STR("windows-1258") : STR("TCVN");
}
