/* The tables about initiatives, nominations, dossiers, honours and who may give them. */
#include "base/arena.h"
#include "model/records.h"

static const struct award *read_award(struct reader *reader)
{
	struct str id = reader_text(reader, STR("award"));
	const struct award *award = id.len ? model_award(reader->model, id) : NULL;
	if (id.len && !award && !reader->model->awards.broken)
		DIAG(reader->diags, reader_place(reader, STR("award")), UNKNOWN_AWARD, id);
	if (id.len && !award)
		reader_broken(reader);
	return award;
}

static void label(struct label *out, struct reader *reader, struct str column)
{
	model_label(out, reader->model->arena, reader->model, reader->resource, reader->row, column);
}

static long read_count(struct reader *reader, struct str column)
{
	struct decimal number;
	long count = 0;
	if (!reader_decimal(&number, reader, column) || decimal_to_long(&count, number))
		return count;
	DIAG(reader->diags, reader_place(reader, column), CELL_NOT_NUMBER, reader_text(reader, column));
	reader_broken(reader);
	return 0;
}

static void read_initiative(struct initiative *out, struct reader *reader)
{
	*out = (struct initiative){.id = reader_text(reader, STR("initiative")),
	                           .row = reader->row,
	                           .unit = reader_unit(reader, STR("unit")),
	                           .person = reader_person(reader, STR("person")),
	                           .year = reader_year(reader, STR("year")),
	                           .recognised_by = reader_text(reader, STR("recognised_by")),
	                           .decision = reader_text(reader, STR("decision")),
	                           .applied = reader_bool(reader, STR("applied"))};
	label(&out->title, reader, STR("title"));
}

static void read_nominee(struct nominee *out, struct reader *reader)
{
	*out = (struct nominee){.row = reader->row,
	                        .award_id = reader_text(reader, STR("award")),
	                        .award = read_award(reader),
	                        .year = reader_year(reader, STR("year")),
	                        .unit = reader_unit(reader, STR("unit")),
	                        .person = reader_person(reader, STR("person")),
	                        .proposed_by = reader_text(reader, STR("proposed_by"))};
	label(&out->title, reader, STR("title"));
}

static void read_dossier(struct dossier *out, struct reader *reader)
{
	*out = (struct dossier){.row = reader->row,
	                        .award_id = reader_text(reader, STR("award")),
	                        .award = read_award(reader),
	                        .year = reader_year(reader, STR("year")),
	                        .unit = reader_unit(reader, STR("unit")),
	                        .person = reader_person(reader, STR("person")),
	                        .document = reader_text(reader, STR("document")),
	                        .received_on = reader_date(reader, STR("received_on"), DATE_NONE)};
}

static void read_honour(struct honour *out, struct reader *reader)
{
	static const struct str recipients[] = {STR_INIT("collective"), STR_INIT("individual")};
	static const struct str states[] = {STR_INIT("consultation"), STR_INIT("decided"),
	                                    STR_INIT("revoked")};
	*out = (struct honour){.id = reader_text(reader, STR("honour")),
	                       .row = reader->row,
	                       .award_id = reader_text(reader, STR("award")),
	                       .award = read_award(reader),
	                       .year = reader_year(reader, STR("year")),
	                       .unit = reader_unit(reader, STR("unit")),
	                       .person = reader_person(reader, STR("person")),
	                       .proposed_by = reader_text(reader, STR("proposed_by")),
	                       .decision = reader_text(reader, STR("decision")),
	                       .authority = reader_text(reader, STR("authority")),
	                       .achievement = reader_text(reader, STR("achievement")),
	                       .reason = reader_text(reader, STR("reason")),
	                       .decided_on = reader_date(reader, STR("decided_on"), DATE_NONE),
	                       .consult_from = reader_date(reader, STR("consult_from"), DATE_NONE),
	                       .revoked_on = reader_date(reader, STR("revoked_on"), DATE_NONE),
	                       .consult_days = read_count(reader, STR("consult_days")),
	                       .outside_quota = reader_bool(reader, STR("outside_quota"))};
	size_t implied = out->person.id.len ? RECIPIENT_INDIVIDUAL : RECIPIENT_COLLECTIVE;
	out->recipient = (enum recipient)reader_choice(reader, STR("recipient"), recipients, 2, implied);
	out->state = (enum honour_state)reader_choice(reader, STR("state"), states, 3, HONOUR_DECIDED);
	label(&out->title, reader, STR("title"));
}

static void read_competence(struct competence *out, struct reader *reader)
{
	*out = (struct competence){
	        .row = reader->row,
	        .authority = reader_text(reader, STR("authority")),
	        .form = reader_text(reader, STR("form")),
	        .level = reader_text(reader, STR("level")),
	        .legal_basis = reader_text(reader, STR("legal_basis")),
	        .valid_from = reader_date(reader, STR("valid_from"), (struct date){INT32_MIN}),
	        .valid_to = reader_date(reader, STR("valid_to"), (struct date){INT32_MAX})};
}

static void read_correction(struct correction *out, struct reader *reader)
{
	*out = (struct correction){.row = reader->row,
	                           .resource = reader_text(reader, STR("resource")),
	                           .key = reader_text(reader, STR("key")),
	                           .column = reader_text(reader, STR("column")),
	                           .old = reader_text(reader, STR("old")),
	                           .new = reader_text(reader, STR("new")),
	                           .corrected_on = reader_date(reader, STR("corrected_on"), DATE_NONE)};
	label(&out->reason, reader, STR("reason"));
}

/* Reads every row of a table into its records, where the table has the columns without which it means
 * something else. */
#define READ(records, type, name, read, ...)                                                                 \
	do {                                                                                                 \
		static const struct str needed[] = {__VA_ARGS__};                                            \
		struct reader reader;                                                                        \
		if (!reader_open(&reader, model, &(records)->origin, STR(name), needed, LENGTH(needed),      \
		                 diags))                                                                     \
			break;                                                                               \
		(records)->len = reader.resource->table.rows;                                                \
		(records)->items = ARENA_ARRAY(model->arena, struct type, (records)->len);                   \
		for (; reader.row < (records)->len; reader.row++)                                            \
			read(&(records)->items[reader.row], &reader);                                        \
	} while (0)

void records_read_honours(struct model *model, struct diags *diags)
{
	READ(&model->initiatives, initiative, "initiatives", read_initiative, STR_INIT("unit"));
	READ(&model->nominees, nominee, "nominees", read_nominee, STR_INIT("award"), STR_INIT("year"));
	READ(&model->dossiers, dossier, "dossiers", read_dossier, STR_INIT("award"), STR_INIT("document"));
	READ(&model->honours, honour, "honours", read_honour, STR_INIT("award"), STR_INIT("year"));
	READ(&model->competences, competence, "competences", read_competence, STR_INIT("authority"),
	     STR_INIT("form"));
	READ(&model->corrections, correction, "corrections", read_correction, STR_INIT("resource"),
	     STR_INIT("key"), STR_INIT("column"));
}
