# congbo. `make help` lists the targets. A build of one kind (release, debug, asan, clang, cover, valgrind) lives in build/KIND
# and never mixes with another.

KIND ?= release
PREFIX ?= /usr/local
BUILD := build/$(KIND)

PACKAGES := libcmark yaml-0.1 icu-i18n icu-uc libgit2 xlsxwriter sqlite3 libarchive nettle gmp libqrencode libmicrohttpd
PACKAGE_FLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
SOURCES := $(sort $(shell find src -name '*.c'))
LIBRARY := $(patsubst %.c,$(BUILD)/%.o,$(filter-out src/main/%,$(SOURCES)))
PROGRAM := $(patsubst %.c,$(BUILD)/%.o,$(filter src/main/%,$(SOURCES)))
FUZZ := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
UNIT := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))

CC_release := gcc
CC_debug := gcc
CC_asan := clang
CC_clang := clang
CC_fuzz := clang
CC_cover := gcc
CC_valgrind := gcc
CC := $(or $(CC_$(KIND)),gcc)
FLAGS_release := -O2 -g
FLAGS_clang := -O2 -g
FLAGS_debug := -Og -g
FLAGS_asan := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -DARENA_DEBUG
FLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_cover := -O0 -g --coverage
FLAGS_valgrind := -Og -g -DARENA_DEBUG
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla -Wstrict-prototypes -Wmissing-prototypes -Wformat=2
HARDENING := -fstack-protector-strong -fstack-clash-protection -fPIE \
	$(if $(filter x86_64,$(shell uname -m)),-fcf-protection) $(if $(filter release clang,$(KIND)),-D_FORTIFY_SOURCE=2)
CFLAGS += -std=c11 -D_GNU_SOURCE -Isrc $(WARNINGS) -Werror $(HARDENING) $(or $(FLAGS_$(KIND)),-O2 -g) \
	-fopenmp -MMD -MP $(PACKAGE_FLAGS)
LDFLAGS += -pie -Wl,-z,relro,-z,now -fopenmp $(filter -fsanitize% --coverage,$(FLAGS_$(KIND)))
LIBS = $(shell pkg-config --libs $(PACKAGES)) -lcsv -lm

# What Debian has to offer for it. `make site` and `make check` install what is missing.
BUILD_PACKAGES := gcc libc6-dev make pkg-config libcmark-dev libcsv-dev libyaml-dev libicu-dev libgit2-dev \
	libxlsxwriter-dev libsqlite3-dev libarchive-dev nettle-dev libgmp-dev libqrencode-dev libmicrohttpd-dev
# A machine may have Node.js from elsewhere, whose package is none of Debian's.
NODE_PACKAGES := $(shell command -v node npm >/dev/null 2>&1 && node -v >/dev/null 2>&1 && npm -v >/dev/null 2>&1 || echo nodejs npm)
CHECK_PACKAGES := clang clang-format libomp-14-dev libclang-rt-14-dev libcmocka-dev libjansson-dev git python3 python3-yaml sqlite3 xlsx2csv mandoc man-db groff dpkg-dev lintian $(NODE_PACKAGES) \
	chromium default-jre-headless fonts-noto-core r-base-core

.PHONY: all
all: $(BUILD)/congbo ## build the program

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Asks dpkg, and for root only if something is missing.
define install_missing
@missing=$$(for package in $(1); do \
	dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null | grep -q '^installed' || echo $$package; done); \
if [ -n "$$missing" ]; then \
	echo "installing with apt:" $$missing; \
	if [ "$$(id -u)" -eq 0 ]; then root=; else root=sudo; fi; \
	$$root env DEBIAN_FRONTEND=noninteractive sh -c 'apt-get update -q && apt-get install -q -y --no-install-recommends "$$@"' sh $$missing; \
fi
endef

.PHONY: build-packages check-packages
build-packages:
	$(call install_missing,$(BUILD_PACKAGES))
check-packages:
	$(call install_missing,$(BUILD_PACKAGES) $(CHECK_PACKAGES))

# pkg-config is asked again after installing: hence the second make.
.PHONY: site
site: build-packages ## install what is missing, build, write this repository's own site to public/
	@$(MAKE) --no-print-directory all
	$(BUILD)/congbo build

.PHONY: serve
serve: build-packages ## look at the site while it is written: http://127.0.0.1:8000/
	@$(MAKE) --no-print-directory all
	exec $(BUILD)/congbo serve

.PHONY: check
check: check-packages ## install what is missing and run every test that gates
	@$(MAKE) --no-print-directory check-run

$(BUILD)/congbo: $(PROGRAM) $(BUILD)/libcongbo.a
	@echo "  link $@" && $(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libcongbo.a: $(LIBRARY)
	@rm -f $@
	@ar rcs $@ $^

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo "  $(CC) $<" && $(CC) $(CFLAGS) -c -o $@ $<

# ---- tests: each prints TAP; tests/run adds them up ----

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libcongbo.a
	@mkdir -p $(@D)
	@echo "  $(CC) $<" && $(CC) $(CFLAGS) -Itests -o $@ $< $(BUILD)/libcongbo.a $(LDFLAGS) $(LIBS) $(shell pkg-config --libs cmocka jansson)

# A fuzz target with what replays its corpus; of the kind `fuzz`, with libFuzzer.
FUZZ_MAIN := $(if $(filter fuzz,$(KIND)),-fsanitize=fuzzer,tests/fuzz/replay.c)
$(BUILD)/fuzz/%: tests/fuzz/%.c tests/fuzz/replay.c $(BUILD)/libcongbo.a
	@mkdir -p $(@D)
	@echo "  $(CC) $<" && $(CC) $(CFLAGS) -Itests -o $@ $< $(FUZZ_MAIN) $(BUILD)/libcongbo.a $(LDFLAGS) $(LIBS)

NODE_MODULES := tests/node_modules/.package-lock.json
$(NODE_MODULES): tests/package.json tests/package-lock.json
	cd tests && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

# DuckDB, for the handbook's examples.
DUCKDB := tests/duckdb/node_modules/.package-lock.json
$(DUCKDB): tests/duckdb/package.json tests/duckdb/package-lock.json
	cd tests/duckdb && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

.PHONY: unit
unit: $(UNIT) ## the unit tests alone
	@tests/run $(UNIT)

.PHONY: lint
lint: ## layers, headers, banned names, format
	@tests/run $(sort $(wildcard tests/lint/*))

# Programs of other kinds must give the same bytes.
KINDS ?= clang
.PHONY: check-run
check-run: $(BUILD)/congbo $(UNIT) $(FUZZ) $(NODE_MODULES) $(DUCKDB)
	@for kind in $(KINDS); do $(MAKE) --no-print-directory KIND=$$kind all || exit 1; done
	@CONGBO=$(abspath $(BUILD)/congbo) BUILD=$(abspath $(BUILD)) OTHERS="$(foreach kind,$(KINDS),$(CURDIR)/build/$(kind)/congbo)" \
		tests/run $(sort $(wildcard tests/lint/*)) $(UNIT) $(FUZZ) \
		$(sort $(wildcard tests/spec/*.mjs tests/spec/*.sh)) tests/golden/run $(sort $(wildcard tests/e2e/*.sh)) \
		tests/web/check.mjs tests/web/tasks.mjs tests/web/hostile.mjs

.PHONY: web
web: check-packages ## every page in a browser, at three widths, light and dark; the validators on all of them
	@$(MAKE) --no-print-directory web-run

.PHONY: web-run
web-run: $(BUILD)/congbo $(NODE_MODULES)
	@CONGBO=$(abspath $(BUILD)/congbo) PAGES=all PROGRESS=9 tests/run tests/web/check.mjs tests/web/tasks.mjs 9>&2

LIGHTHOUSE := tests/web/lighthouse/node_modules/.package-lock.json
$(LIGHTHOUSE): tests/web/lighthouse/package.json tests/web/lighthouse/package-lock.json
	cd tests/web/lighthouse && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

.PHONY: lighthouse
lighthouse: $(BUILD)/congbo $(NODE_MODULES) $(LIGHTHOUSE) ## Lighthouse's four scores on the main kinds of page
	@CONGBO=$(abspath $(BUILD)/congbo) tests/run tests/web/lighthouse/run.mjs

.PHONY: check-all
check-all: export ORACLE_SITES ?= 5000
check-all: export PASTS ?= 500
check-all: export STAMPS ?= 500
check-all: export KINDS = clang debug
check-all: check web lighthouse valgrind ## every test, all pages among them: a long while

# A repository of its own, in which the sample has a past: editions, corrections, a code that changed.
.PHONY: story
story: ## the sample with a past, in build/story: editions, corrections, a renamed code
	$(call install_missing,$(BUILD_PACKAGES) git python3)
	@$(MAKE) --no-print-directory all
	rm -rf build/story
	CONGBO=$(abspath $(BUILD)/congbo) tests/story/make build/story
	$(BUILD)/congbo -C build/story build
	@echo "look at it with: $(BUILD)/congbo -C build/story serve"

# The same tests under the sanitizers, each allocation a malloc of its own.
.PHONY: asan
asan: check-packages ## the tests under address and undefined-behaviour sanitizers
	@$(MAKE) --no-print-directory KIND=asan asan-run

.PHONY: asan-run
asan-run: export ORACLE_SITES ?= 30
asan-run: export ASAN_OPTIONS ?= detect_stack_use_after_return=1
asan-run: export UBSAN_OPTIONS ?= print_stacktrace=1
asan-run: export LSAN_OPTIONS ?= suppressions=$(CURDIR)/tests/leaks:print_suppressions=0
asan-run: $(BUILD)/congbo $(UNIT) $(FUZZ) $(NODE_MODULES) $(DUCKDB)
	@CONGBO=$(abspath $(BUILD)/congbo) BUILD=$(abspath $(BUILD)) tests/run $(UNIT) $(FUZZ) \
		$(sort $(wildcard tests/spec/*.mjs tests/spec/*.sh)) tests/golden/run $(sort $(wildcard tests/e2e/*.sh))

# Memcheck sees what the sanitizers do not: what is read before it is written. No memory is misused, and none is lost.
.PHONY: valgrind
valgrind: check-packages ## units, corpora, every command, broken sites and refused calls under valgrind's memcheck
	$(call install_missing,valgrind)
	@$(MAKE) --no-print-directory KIND=valgrind valgrind-run

.PHONY: valgrind-run
valgrind-run: $(BUILD)/congbo $(UNIT) $(FUZZ)
	@BUILD=$(abspath $(BUILD)) tests/run tests/valgrind/run

# What the tests run of each folder of src/. Faults and timing are left out: killed programs write no counts.
.PHONY: cover
cover: check-packages ## what the tests run of each folder of src, in per cent
	@$(MAKE) --no-print-directory KIND=cover cover-run

.PHONY: cover-run
cover-run: export ORACLE_SITES ?= 10
cover-run: $(BUILD)/congbo $(UNIT) $(FUZZ) $(NODE_MODULES) $(DUCKDB)
	@find $(BUILD) -name '*.gcda' -delete
	@CONGBO=$(abspath $(BUILD)/congbo) BUILD=$(abspath $(BUILD)) tests/run $(UNIT) $(FUZZ) $(sort $(wildcard tests/spec/*.mjs tests/spec/*.sh)) \
		tests/golden/run $(filter-out %/faults.sh %/progress.sh,$(sort $(wildcard tests/e2e/*.sh))); \
		status=$$?; tests/coverage $(BUILD) && exit $$status

.PHONY: accept
accept: $(BUILD)/congbo ## rewrite the golden files; look at the difference with git
	@CONGBO=$(abspath $(BUILD)/congbo) tests/golden/run --accept
	@git --no-pager diff --stat -- tests/golden

.PHONY: picture
picture: $(BUILD)/congbo $(NODE_MODULES) ## take the pictures of README and handbook
	@CONGBO=$(abspath $(BUILD)/congbo) node tests/web/picture.mjs
	@CONGBO=$(abspath $(BUILD)/congbo) node tests/web/handbook.mjs

.PHONY: codes
codes: ## write the handbook's pages of message codes from docs/codes.md
	@tests/lint/codes --write

.PHONY: bench
bench: $(BUILD)/congbo ## time builds beside the floor and beside Hugo
	@CONGBO=$(abspath $(BUILD)/congbo) tests/bench/run

.PHONY: fuzz
fuzz: check-packages ## look for inputs that break a reader, FUZZ_SECONDS=60 for each, FUZZ_JOBS at once
	@$(MAKE) --no-print-directory KIND=fuzz fuzz-run

.PHONY: fuzz-run
fuzz-run: $(FUZZ)
	@tests/fuzz/run $(FUZZ)

.PHONY: format
format: ## lay the sources out
	clang-format -i $$(git ls-files 'src/*.[ch]' 'tests/*.[ch]')

# The program finds its theme and its sample beside itself: PREFIX/bin and PREFIX/share/congbo.
SHARE := $(DESTDIR)$(PREFIX)/share
COMPLETION := $(SHARE)/bash-completion/completions
.PHONY: install
install: $(BUILD)/congbo ## put the program, theme, sample, manual pages and completion under PREFIX (DESTDIR is respected)
	install -D -m 755 $(BUILD)/congbo $(DESTDIR)$(PREFIX)/bin/congbo
	mkdir -p $(SHARE)/congbo/themes $(SHARE)/congbo/sample $(SHARE)/doc/congbo
	cp -R themes/default $(SHARE)/congbo/themes/
	cp -R src/sample/. $(SHARE)/congbo/sample/
	install -D -m 644 docs/man/congbo.1 $(SHARE)/man/man1/congbo.1
	install -D -m 644 docs/man/congbo-site.5 $(SHARE)/man/man5/congbo-site.5
	install -D -m 644 src/main/congbo.bash $(COMPLETION)/congbo
	install -m 644 README.md CHANGELOG.md LICENSE $(SHARE)/doc/congbo/

.PHONY: uninstall
uninstall: ## take away what install has put there
	rm -f $(DESTDIR)$(PREFIX)/bin/congbo $(SHARE)/man/man1/congbo.1 $(SHARE)/man/man5/congbo-site.5 $(COMPLETION)/congbo
	rm -rf $(SHARE)/congbo $(SHARE)/doc/congbo

# The same commit gives the same bytes.
VERSION := $(shell sed -n 's/.*CONGBO_VERSION "\(.*\)"/\1/p' src/site/version.h)
.PHONY: dist
dist: ## the sources of HEAD as build/congbo-VERSION.tar.gz
	@mkdir -p build
	git archive --format=tar --prefix=congbo-$(VERSION)/ HEAD | gzip -9n >build/congbo-$(VERSION).tar.gz

.PHONY: deb
deb: ## a Debian package in build/deb/
	$(call install_missing,$(BUILD_PACKAGES) dpkg-dev)
	@$(MAKE) --no-print-directory all
	@src/deb/make

.PHONY: clean
clean: ## remove what was built
	rm -rf build

-include $(patsubst %.o,%.d,$(LIBRARY) $(PROGRAM))
