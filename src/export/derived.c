#include "export/derived.h"

#include "base/arena.h"

#define WORDS(en, vi)                                                                                        \
	{                                                                                                    \
		STR_INIT(en), STR_INIT(vi)                                                                   \
	}

static const struct derived_column league[] = {
        {STR_INIT("period"), FIELD_STRING, NAMES_NONE, true, WORDS("Period", "Kỳ"),
         WORDS("The period that is ranked, such as 2026 or 2026-Q3.",
               "Kỳ được xếp hạng, ví dụ 2026 hay 2026-Q3.")},
        {STR_INIT("rank"), FIELD_INTEGER, NAMES_NONE, false, WORDS("Rank", "Thứ hạng"),
         WORDS("Computed from the exact score; empty where the unit is not ranked.",
               "Tính từ điểm chính xác; trống nếu đơn vị không được xếp hạng.")},
        {STR_INIT("unit"), FIELD_STRING, NAMES_UNIT, true, WORDS("Unit", "Đơn vị"),
         WORDS("Code of the unit.", "Mã đơn vị.")},
        {STR_INIT("score"), FIELD_NUMBER, NAMES_NONE, false, WORDS("Score", "Điểm"),
         WORDS("Exact, not rounded; empty where a part of it is missing.",
               "Giá trị chính xác, không làm tròn; trống nếu thiếu một phần.")},
        {STR_INIT("previous_rank"), FIELD_INTEGER, NAMES_NONE, false,
         WORDS("Previous rank", "Thứ hạng kỳ trước"),
         WORDS("The unit’s rank in the period before.", "Thứ hạng của đơn vị ở kỳ liền trước.")},
        {STR_INIT("change"), FIELD_INTEGER, NAMES_NONE, false, WORDS("Change of rank", "Thay đổi thứ hạng"),
         WORDS("The previous rank minus the rank: positive where the unit rose.",
               "Thứ hạng kỳ trước trừ thứ hạng kỳ này: số dương là tăng hạng.")},
        {STR_INIT("note"), FIELD_STRING, NAMES_NONE, false, WORDS("Note", "Ghi chú"),
         WORDS("Why a unit is not ranked, or what else matters.",
               "Lý do không xếp hạng hoặc điều cần biết khác.")},
};

static const struct derived_column scorecard[] = {
        {STR_INIT("target"), FIELD_STRING, NAMES_TARGET, true, WORDS("Target", "Chỉ tiêu"),
         WORDS("Code of the target.", "Mã chỉ tiêu.")},
        {STR_INIT("indicator"), FIELD_STRING, NAMES_INDICATOR, false, WORDS("Indicator", "Chỉ số"),
         WORDS("Code of the indicator that is measured.", "Mã chỉ số được đo.")},
        {STR_INIT("unit"), FIELD_STRING, NAMES_UNIT, true, WORDS("Unit", "Đơn vị"),
         WORDS("Code of the unit that is judged.", "Mã đơn vị được đánh giá.")},
        {STR_INIT("period"), FIELD_STRING, NAMES_NONE, true, WORDS("Period", "Kỳ"),
         WORDS("The period that is judged.", "Kỳ được đánh giá.")},
        {STR_INIT("value"), FIELD_NUMBER, NAMES_NONE, false, WORDS("Value", "Kết quả"),
         WORDS("Exact where it is finite, else rounded half to even to 6 decimals; a yearly rate is the sum "
               "of numerators "
               "over the sum of denominators.",
               "Chính xác nếu hữu hạn, nếu không thì làm tròn nửa về chẵn tới 6 chữ số thập phân; tỷ lệ năm "
               "là tổng tử số "
               "chia tổng mẫu số.")},
        {STR_INIT("comparator"), FIELD_STRING, NAMES_NONE, false, WORDS("Comparator", "Phép so sánh"),
         WORDS("How the value is compared with the goal: ge, gt, eq, le, lt, range, zero, up, down, none.",
               "Cách so kết quả với mức: ge, gt, eq, le, lt, range, zero, up, down, none.")},
        {STR_INIT("goal"), FIELD_NUMBER, NAMES_NONE, false, WORDS("Goal", "Mức"),
         WORDS("The goal as the plan states it, or the lower end of a range.",
               "Mức như kế hoạch ghi, hoặc cận dưới của khoảng.")},
        {STR_INIT("upper"), FIELD_NUMBER, NAMES_NONE, false, WORDS("Upper end", "Cận trên"),
         WORDS("The upper end of a range.", "Cận trên của khoảng.")},
        {STR_INIT("due"), FIELD_YEAR, NAMES_NONE, false, WORDS("Due", "Năm phải đạt"),
         WORDS("The year by which it is due; empty: from the start.",
               "Năm phải đạt; trống là áp dụng ngay từ đầu.")},
        {STR_INIT("status"), FIELD_STRING, NAMES_NONE, false, WORDS("Status", "Tình trạng"),
         WORDS("met, not_met, not_due, no_cases, not_surveyed, not_disclosed, no_data, qualitative or "
               "disclosed.",
               "met (đạt), not_met (chưa đạt), not_due (chưa đến hạn), no_cases (không phát sinh), "
               "not_surveyed (không "
               "khảo sát), not_disclosed (chưa công khai), no_data (chưa có số liệu), qualitative (định "
               "tính) hoặc disclosed "
               "(đã công khai).")},
};

static const struct derived_column eligibility[] = {
        {STR_INIT("award"), FIELD_STRING, NAMES_AWARD, false, WORDS("Award", "Khen thưởng"),
         WORDS("Code of the award.", "Mã hình thức khen thưởng.")},
        {STR_INIT("cycle"), FIELD_STRING, NAMES_NONE, false, WORDS("Cycle", "Chu kỳ"),
         WORDS("The year, or the years of a term, that are looked at.",
               "Năm, hoặc các năm của giai đoạn, được xét.")},
        {STR_INIT("unit"), FIELD_STRING, NAMES_UNIT, false, WORDS("Unit", "Đơn vị"),
         WORDS("Code of the unit.", "Mã đơn vị.")},
        {STR_INIT("person"), FIELD_STRING, NAMES_PERSON, false, WORDS("Person", "Cá nhân"),
         WORDS("Code of the person; only the eligible are named.",
               "Mã cá nhân; chỉ nêu người đủ điều kiện.")},
        {STR_INIT("eligible"), FIELD_BOOLEAN, NAMES_NONE, false, WORDS("Eligible", "Đủ điều kiện"),
         WORDS("Whether all conditions that data can decide hold.",
               "Mọi điều kiện xét được bằng số liệu có thỏa mãn hay không.")},
        {STR_INIT("failed"), FIELD_STRING, NAMES_NONE, false,
         WORDS("Conditions that fail", "Điều kiện chưa đạt"),
         WORDS("By id, else by kind, separated by ‘;’.",
               "Theo mã, nếu không có thì theo loại, cách nhau bằng dấu “;”.")},
};

static const struct derived_column honours[] = {
        {STR_INIT("honour"), FIELD_STRING, NAMES_NONE, true, WORDS("Honour", "Mã khen thưởng"),
         WORDS("Code of the decided row.", "Mã của dòng đã quyết định.")},
        {STR_INIT("award"), FIELD_STRING, NAMES_AWARD, false, WORDS("Award", "Hình thức khen thưởng"),
         WORDS("Code of the award.", "Mã hình thức khen thưởng.")},
        {STR_INIT("year"), FIELD_YEAR, NAMES_NONE, false, WORDS("Year", "Năm"),
         WORDS("The year of the achievement; for a term its last year.",
               "Năm của thành tích; với giai đoạn là năm cuối.")},
        {STR_INIT("recipient"), FIELD_STRING, NAMES_NONE, false, WORDS("Recipient", "Đối tượng"),
         WORDS("collective or individual.", "collective (tập thể) hoặc individual (cá nhân).")},
        {STR_INIT("unit"), FIELD_STRING, NAMES_UNIT, false, WORDS("Unit", "Đơn vị"),
         WORDS("Code of the unit, or of the individual’s unit.", "Mã đơn vị, hoặc đơn vị của cá nhân.")},
        {STR_INIT("person"), FIELD_STRING, NAMES_PERSON, false, WORDS("Person", "Cá nhân"),
         WORDS("Code of the individual.", "Mã cá nhân.")},
        {STR_INIT("title_vi"), FIELD_STRING, NAMES_NONE, false,
         WORDS("Achievement (Vietnamese)", "Thành tích (tiếng Việt)"),
         WORDS("What it is given for.", "Nội dung thành tích.")},
        {STR_INIT("title_en"), FIELD_STRING, NAMES_NONE, false,
         WORDS("Achievement (English)", "Thành tích (tiếng Anh)"),
         WORDS("What it is given for.", "Nội dung thành tích.")},
        {STR_INIT("decision"), FIELD_STRING, NAMES_NONE, false, WORDS("Decision", "Quyết định"),
         WORDS("Number of the decision.", "Số quyết định.")},
        {STR_INIT("decided_on"), FIELD_DATE, NAMES_NONE, false, WORDS("Decided on", "Ngày quyết định"),
         WORDS("Day of the decision.", "Ngày ban hành quyết định.")},
        {STR_INIT("authority"), FIELD_STRING, NAMES_NONE, false, WORDS("Authority", "Thẩm quyền"),
         WORDS("Who decided.", "Người có thẩm quyền quyết định.")},
        {STR_INIT("achievement"), FIELD_STRING, NAMES_NONE, false,
         WORDS("Code of the achievement", "Mã thành tích"),
         WORDS("One achievement is honoured once.", "Một thành tích chỉ được khen thưởng một lần.")},
        {STR_INIT("outside_quota"), FIELD_BOOLEAN, NAMES_NONE, false,
         WORDS("Outside the quota", "Ngoài chỉ tiêu"),
         WORDS("true where the row does not count against the quota.",
               "true nếu không tính vào số lượng quy định.")},
        {STR_INIT("state"), FIELD_STRING, NAMES_NONE, false, WORDS("State", "Trạng thái"),
         WORDS("decided: only decided rows stand here.",
               "decided: bảng này chỉ gồm các dòng đã quyết định.")},
};

static const struct derived_column changes[] = {
        {STR_INIT("commit"), FIELD_STRING, NAMES_NONE, false, WORDS("Commit", "Mã phiên bản"),
         WORDS("Whole id of the git commit.", "Mã đầy đủ của lần ghi trong git.")},
        {STR_INIT("committed_at"), FIELD_DATETIME, NAMES_NONE, false, WORDS("Committed at", "Thời điểm ghi"),
         WORDS("In UTC.", "Theo giờ UTC.")},
        {STR_INIT("key"), FIELD_STRING, NAMES_NONE, false, WORDS("Key", "Khóa"),
         WORDS("The primary key’s values joined by ‘/’; empty where a column came, went or was renamed.",
               "Các giá trị khóa chính nối bằng “/”; trống nếu là thay đổi về cột.")},
        {STR_INIT("column"), FIELD_STRING, NAMES_NONE, false, WORDS("Column", "Cột"),
         WORDS("Empty where a whole row came or went.", "Trống nếu cả dòng được thêm hay bỏ.")},
        {STR_INIT("old"), FIELD_STRING, NAMES_NONE, false, WORDS("Before", "Giá trị cũ"),
         WORDS("The value before.", "Giá trị trước khi đổi.")},
        {STR_INIT("new"), FIELD_STRING, NAMES_NONE, false, WORDS("After", "Giá trị mới"),
         WORDS("The value from then on.", "Giá trị từ đó trở đi.")},
        {STR_INIT("class"), FIELD_STRING, NAMES_NONE, false, WORDS("Class", "Loại thay đổi"),
         WORDS("number, text, format, added, removed or renamed.",
               "number (số), text (chữ), format (cách viết số), added (thêm), removed (bỏ) hoặc renamed (đổi "
               "tên).")},
        {STR_INIT("reason"), FIELD_STRING, NAMES_NONE, false, WORDS("Reason", "Lý do"),
         WORDS("As the correction gives it.", "Theo bản đính chính.")},
};

static const struct derived_column calendar[] = {
        {STR_INIT("date"), FIELD_DATE, NAMES_NONE, false, WORDS("Date", "Ngày"),
         WORDS("Empty where it is still to be announced.", "Trống nếu chưa thông báo.")},
        {STR_INIT("title"), FIELD_STRING, NAMES_NONE, false, WORDS("Title", "Nội dung"),
         WORDS("What falls on the day.", "Việc đến hạn trong ngày.")},
        {STR_INIT("plan"), FIELD_STRING, NAMES_NONE, false, WORDS("Plan", "Kế hoạch"),
         WORDS("Name of the plan’s page.", "Tên trang của kế hoạch.")},
        {STR_INIT("kind"), FIELD_STRING, NAMES_NONE, false, WORDS("Kind", "Loại"),
         WORDS("What sort of day it is.", "Loại ngày.")},
};

static const struct derived_table tables[DATASET_KINDS] = {
        [DATASET_LEAGUE] = {WORDS("League table: {0}", "Bảng xếp hạng: {0}"),
                            WORDS("Ranks computed from the published scores, period by period: {0}.",
                                  "Thứ hạng tính từ điểm đã công bố, theo từng kỳ: {0}."),
                            league, LENGTH(league)},
        [DATASET_SCORECARD] =
                {WORDS("Scorecard: {0}", "Phiếu theo dõi: {0}"),
                 WORDS("Each target against its results, unit by unit and period by period: {0}.",
                       "Từng chỉ tiêu so với kết quả, theo đơn vị và theo kỳ: {0}."),
                 scorecard, LENGTH(scorecard)},
        [DATASET_ELIGIBILITY] =
                {WORDS("Award eligibility", "Điều kiện khen thưởng"),
                 WORDS("Who meets the conditions of each award, by the published data.",
                       "Đối tượng đủ điều kiện của từng hình thức khen thưởng, theo số liệu đã công bố."),
                 eligibility, LENGTH(eligibility)},
        [DATASET_HONOURS] = {WORDS("Honours decided", "Khen thưởng đã quyết định"),
                             WORDS("The roll of honours that were decided and stand.",
                                   "Danh sách khen thưởng đã có quyết định và còn hiệu lực."),
                             honours, LENGTH(honours)},
        [DATASET_CHANGES] = {WORDS("Changes: {0}", "Lịch sử thay đổi: {0}"),
                             WORDS("Every value that was changed, with its commit and reason: {0}.",
                                   "Mọi giá trị đã thay đổi, kèm lần ghi và lý do: {0}."),
                             changes, LENGTH(changes)},
        [DATASET_CALENDAR] = {WORDS("Calendar", "Lịch"),
                              WORDS("Deadlines, disclosure days and announced dates.",
                                    "Các thời hạn, ngày công khai và mốc đã thông báo."),
                              calendar, LENGTH(calendar)},
};

const struct derived_table *derived_table(enum dataset_kind kind)
{
	return &tables[kind];
}

void derived_label(struct label *out, struct arena *arena, const struct languages *languages,
                   const struct str texts[2], const struct label *about)
{
	*out = (struct label){0};
	for (size_t i = 0; i < languages->len; i++) {
		struct str text = texts[str_eq(languages->codes[i], STR("vi"))];
		size_t at = str_find(text, STR("{0}"));
		out->texts[i] = !about || at == text.len
		                        ? text
		                        : STR_JOIN(arena, str_sub(text, 0, at), about->texts[i],
		                                   str_sub(text, at + 3, text.len));
	}
}
