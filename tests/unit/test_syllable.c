#include "check.h"

#include "text/syllable.h"

static struct syllable_count count(const char *text)
{
	struct lexemes lexemes;
	struct syllable_count all = {0};
	lexemes_read(&lexemes, arena, str_from(text));
	syllable_add(&all, &lexemes);
	return all;
}

static void syllable_possible__takes_words_of_vietnamese_in_both_tone_placements(void **state)
{
	(void)state;
	static const char *const words[] = {
	        "nghiêng", "khuỷu",  "Nguyễn", "quý",   "quốc",  "giữa",  "gì",    "giếng",
	        "hòa",     "hoà",    "thủy",   "thuỷ",  "Ủy",    "uỷ",    "ĐƯỢC",  "Khuyến",
	        "huỳnh",   "xoong",  "loắt",   "ngoằn", "ngoèo", "yếu",   "yêu",   "ướt",
	        "phường",  "Đắk",    "khoảnh", "quýt",  "quỳnh", "uống",  "nhuần", "thuở",
	        "đêm",     "trưởng", "khuya",  "giặc",  "huệ",   "khuếch"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!syllable_possible(str_from(words[i])))
			fail_msg("'%s' is refused", words[i]);
}

static void syllable_possible__refuses_what_scanners_and_old_fonts_make(void **state)
{
	(void)state;
	static const char *const words[] = {"hién", "viéc",  "nhiém", "thwéng", "quyeén", "québc",
	                                    "Æt",   "trién", "pháat", "cạch̀",   "phàt",   "mát́",
	                                    "ñuôi", "tiéng", "kqếh",  "séè"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (syllable_possible(str_from(words[i])))
			fail_msg("'%s' is taken", words[i]);
}

static void syllable_add__tells_sound_broken_and_foreign_words_apart(void **state)
{
	(void)state;
	struct syllable_count all =
	        count("Căn cứ QĐ-UBND, website của phường; N¢i dung viéc Москва 北京 v|ệc");
	assert_int_equal(all.vietnamese, 4); /* Căn cứ của phường */
	assert_int_equal(all.broken, 4);     /* N¢i, viéc, v|ệc, and ệc alone */
	assert_int_equal(all.plain, 7);      /* QĐ UBND website N i dung v */
}

static void syllable_broken__needs_a_number_and_a_share(void **state)
{
	(void)state;
	struct syllable_count one = count("Bản quét ghi là viéc, đúng ra là việc.");
	assert_int_equal(one.broken, 1);
	assert_false(syllable_broken(&one, 4, 5));
	struct syllable_count many = count("viéc hién nhiém trién được giao");
	assert_true(syllable_broken(&many, 4, 5));
	struct syllable_count english = count("The ward publishes its plans and its figures each quarter.");
	assert_int_equal(english.broken, 0);
}

static bool meant(const char *text)
{
	struct lexemes lexemes;
	lexemes_read(&lexemes, arena, str_from(text));
	return syllable_meant(&lexemes);
}

static void syllable_meant__tells_other_languages_from_broken_vietnamese(void **state)
{
	(void)state;
	static const char *const foreign[] = {
	        "La préfète de région a été reçue à la mairie où elle a "
	        "présenté les priorités de l'État pour l'année à venir.",
	        "Société générale d'équipement, créée en 1985, siège à "
	        "Châlons-en-Champagne",
	        "Les étudiant·e·s et enseignant·e·s invité·e·s à la fête de "
	        "l'école",
	        "Député François Éric Lévêque, délégué à l'Égalité",
	        "À la suite du décès, l'évêque a célébré la cérémonie à "
	        "l'église",
	        "Der Bürgermeister überreichte die Schlüssel für das größte "
	        "Gebäude der Stadt Köln während der Eröffnung.",
	        "Müller, Jürgen Schröder, Günther Weiß, Straße",
	        "Pan Stanisław Wałęsa odwiedził Łódź i Kraków, gdzie został "
	        "przyjęty przez władze miasta późnym wieczorem.",
	        "Jarosław Kaczyński, Małgorzata Święcicka, Żółkiewski",
	        "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl Antonín "
	        "Dvořák náměstkovi v Plzni.",
	        "Zdeněk Novák, Jiří Černý, Božena Němcová, Ústí nad Labem",
	        "El señor alcalde inauguró la exposición en la estación de tren de "
	        "Málaga, según informó la Corporación",
	        "A Câmara Municipal de São João da Boa Vista não recebeu "
	        "informações sobre a situação da educação",
	        "Gröndal bär Åsa Öström på västra sidan, där älgen går över "
	        "vägen",
	        "Ürün ağacının gölgesinde öğrenci ve öğretmenler çalıştı",
	        "Primăria orașului București și județul Ilfov au semnat în "
	        "această săptămână înțelegerea",
	        "Magyarország kormánya és a fővárosi önkormányzat között "
	        "létrejött együttműködési megállapodás",
	        "Guðrún Þórðardóttir og Ásgeir Sigurðsson í Reykjavík",
	        "né à Hué, thé vietnamien, bánh mì, père missionnaire, évêque",
	        "C'est à l'été 2025 que l'opération a été décidée à Huế et "
	        "à Hải Phòng",
	};
	/* scanned, mistyped, in the fonts of TCVN3 and VNI, and UTF-8 taken for Latin-1 */
	static const char *const ours[] = {
	        "Thyc hién Quyét dinh sé 331 ciia phudng Ve viéc ban hanh Ké "
	        "hoach, nhiém vu trién khai",
	        "Phõng hợq khỗngk gíâyt ngươờih đãn thửwc hìên "
	        "nhĩêmj",
	        "Cắc đơng chì lảnh đâọ phương thừong xuyẽn kiêrm tra, "
	        "đõn đôcs vìêc thưc hìên nhịêm vu đựoc gịao.",
	        "CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM §éc lËp - Tù do - H¹nh "
	        "phóc",
	        "Céng hßa x· héi chñ nghÜa ViÖt Nam, ®éc lËp tù do h¹nh "
	        "phóc",
	        "Thùc hiÖn nhiÖm vô c¶i c¸ch hµnh chÝnh n¨m 2025 t¹i ®Þa "
	        "ph\u00ad¬ng",
	        "Uû ban nh©n d©n ph\u00adêng §«ng H¶i",
	        "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, ñoäc laäp töï do "
	        "haïnh phuùc",
	        "Thöïc hieän nhieäm vuï caûi caùch haønh chính naêm taïi "
	        "phöôøng",
	        "Cá»™ng hÃ²a xÃ£ há»™i chá»§ nghÄ©a Viá»‡t Nam, "
	        "Ä‘á»™c láº\u00adp tá»± do",
	        "Khen thuéng gan vdi kiém diém va danh gia két qua Chi sé cai cach "
	        "hanh chinh cta phudng",
	        "Biéu duong, khen thuong nhirng tap thé, ca nhan c6 thanh tich xuat "
	        "séc,",
	        "cong cac nhiém vu phat trién kinh té - xa hoi cta phuong.",
	};
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		if (meant(foreign[i]))
			fail_msg("'%s' is taken for Vietnamese", foreign[i]);
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		if (!meant(ours[i]))
			fail_msg("'%s' is taken for another language", ours[i]);
}

static void lexemes_read__parts_words_numbers_and_marks(void **state)
{
	(void)state;
	struct lexemes all;
	lexemes_read(&all, arena,
	             STR("Quý III/2025: 1.234,5% (Q3) – năm\xc2\xa0"
	                 "2026."));
	static const char *const texts[] = {"Quý", "III", "/", "2025", ":",   "1.234,5", "%",
	                                    "(",   "Q3",  ")", "–",    "năm", "2026",    "."};
	assert_int_equal(all.list.len, sizeof texts / sizeof *texts);
	for (size_t i = 0; i < all.list.len; i++)
		assert_str(all.list.items[i].text, texts[i]);
	assert_true(all.list.items[12].spaced);
	assert_false(all.list.items[3].spaced);
	assert_int_equal(all.list.items[12].kind, LEXEME_NUMBER);
}

static void text_lower_into__knows_vietnamese_capitals(void **state)
{
	(void)state;
	struct str text = STR("ỦY BAN ĐÀ NẴNG ƯỚC ƠN ẶẬỖỢỸ Ăx");
	char *out = arena_alloc(arena, text.len + 3);
	assert_str(((struct str){out, text_lower_into(out, text)}), "ủy ban đà nẵng ước ơn ặậỗợỹ ăx");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(syllable_possible__takes_words_of_vietnamese_in_both_tone_placements),
	        UNIT(syllable_possible__refuses_what_scanners_and_old_fonts_make),
	        UNIT(syllable_add__tells_sound_broken_and_foreign_words_apart),
	        UNIT(syllable_broken__needs_a_number_and_a_share),
	        UNIT(syllable_meant__tells_other_languages_from_broken_vietnamese),
	        UNIT(lexemes_read__parts_words_numbers_and_marks),
	        UNIT(text_lower_into__knows_vietnamese_capitals),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
