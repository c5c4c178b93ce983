# congbo. `make help` lists the targets. A build of one kind (release, debug, asan, cover, clang) lives in build/KIND.

KIND ?= release
PREFIX ?= /usr/local
BUILD := build/$(KIND)

PACKAGES := libcmark yaml-0.1 icu-i18n icu-uc libgit2 jansson xlsxwriter sqlite3 libarchive nettle gmp libqrencode libmicrohttpd
SOURCES := $(sort $(shell find src -name '*.c'))
LIBRARY := $(patsubst %.c,$(BUILD)/%.o,$(filter-out src/main/%,$(SOURCES)))
PROGRAM := $(patsubst %.c,$(BUILD)/%.o,$(filter src/main/%,$(SOURCES)))
UNIT := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))

CC_release := gcc
CC_debug := gcc
CC_asan := clang
CC_clang := clang
CC_cover := gcc
CC := $(or $(CC_$(KIND)),gcc)
FLAGS_release := -O2 -g
FLAGS_clang := -O2 -g
FLAGS_debug := -Og -g
FLAGS_asan := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -DARENA_DEBUG
FLAGS_cover := -O0 -g --coverage
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla -Wstrict-prototypes -Wmissing-prototypes -Wformat=2
HARDENING := -fstack-protector-strong -fPIE $(if $(filter release clang,$(KIND)),-D_FORTIFY_SOURCE=2)
CFLAGS += -std=c11 -D_GNU_SOURCE -Isrc $(WARNINGS) -Werror $(HARDENING) $(or $(FLAGS_$(KIND)),-O2 -g) \
	-fopenmp -MMD -MP $(shell pkg-config --cflags $(PACKAGES))
LDFLAGS += -pie -Wl,-z,relro,-z,now -fopenmp $(filter -fsanitize% --coverage,$(FLAGS_$(KIND)))
LIBS := $(shell pkg-config --libs $(PACKAGES)) -lcsv -lm

.PHONY: all
all: $(BUILD)/congbo

$(BUILD)/congbo: $(PROGRAM) $(BUILD)/libcongbo.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libcongbo.a: $(LIBRARY)
	@rm -f $@
	@ar rcs $@ $^

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -c -o $@ $<

# ---- tests ----

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libcongbo.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -Itests -o $@ $< $(BUILD)/libcongbo.a $(LDFLAGS) $(LIBS) $(shell pkg-config --libs cmocka)

.PHONY: unit
unit: $(UNIT)
	@for test in $(UNIT); do $$test || exit 1; done

-include $(patsubst %.o,%.d,$(LIBRARY) $(PROGRAM))
