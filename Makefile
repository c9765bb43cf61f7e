# Ballast: `make` alone lists the targets. Paths are relative, so the checkout may lie anywhere.

SCENARIO ?= scenarios/black-thursday.yaml
# Official and reference vectors, beside the checkout where a machine has them.
SHARED ?= ../shared

BALLAST := .build/release/ballast
FORMATTED := Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Benchmarks Benchmarks/Sources
# What refuses an import that Package.swift does not declare. Warnings are errors through
# `treatAllWarnings` in Package.swift: in our targets only.
CHECKED := --explicit-target-dependency-import-check error
# A release in which tests may still look inside modules.
SOAKED := -c release -Xswiftc -enable-testing --scratch-path .build-soak
# SwiftPM redraws one progress line on a terminal; in a log it would be hundreds.
QUIET := $(shell [ -t 2 ] || echo --quiet)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup test-tools build run test soak mutants asan tsan docs lint format conformance bench clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: ## check Swift, install libsecp256k1, SQLite and Chart.js where apt and root allow it
	@sh .ci/setup.sh

# What tests need beside it: Chromium and tmux.
test-tools:
	@sh .ci/setup.sh tests

build: setup ## build the program for release (the first time takes minutes)
	@echo "build: release, warnings are errors"
	@swift build -c release $(CHECKED) $(QUIET)

run: build ## fly the Black Thursday scenario (SCENARIO=… for another)
	@echo "run: $(SCENARIO)"
	@$(BALLAST) run "$(SCENARIO)" --force

# One build: in a debug one the core is optimised as in a release (Package.swift), and both would take
# CI half as long again.
test: test-tools lint ## everything CI checks: lint, build, conformance, docs, all tests
	@echo "build: debug with tests, warnings are errors"
	@swift build --build-tests $(CHECKED) $(QUIET)
	@sh .ci/conformance.sh .build/debug/ballast "$(SHARED)"
	@sh .ci/docs.sh
	@echo "test: swift test"
	@swift test --skip-build --disable-xctest --quiet

soak: test-tools ## run all tests, the randomised ones a hundred times as long (docs/TESTING.md)
	@echo "build: release with tests (a build of its own, some twenty minutes the first time)"
	@swift build $(SOAKED) --build-tests $(CHECKED) $(QUIET)
	@echo "soak: swift test, random suites in full"
	@BALLAST_SOAK=1 swift test $(SOAKED) --skip-build --disable-xctest

mutants: setup ## switch off each guard of the vault in turn; a test must fail (a build of its own)
	@sh .ci/mutants.sh

# Calls find the depth of the processor's stack by the address of a local variable
# (Sources/Execution/NativeStack.swift), which detect_stack_use_after_return moves to the heap.
asan: test-tools ## run all tests under the address sanitizer (a build of its own)
	@echo "build: debug with tests and the address sanitizer"
	@swift build --build-tests --sanitize=address --scratch-path .build-asan $(QUIET)
	@echo "asan: swift test"
	@ASAN_OPTIONS=detect_stack_use_after_return=0 \
	    LSAN_OPTIONS=suppressions="$(CURDIR)/.ci/lsan.supp":print_suppressions=0 \
	    swift test --skip-build --disable-xctest --quiet \
	    --sanitize=address --scratch-path .build-asan

tsan: test-tools ## run all tests under the thread sanitizer (a build of its own)
	@echo "build: debug with tests and the thread sanitizer"
	@swift build --build-tests --sanitize=thread --scratch-path .build-tsan $(QUIET)
	@echo "tsan: swift test"
	@swift test --skip-build --disable-xctest --quiet \
	    --sanitize=thread --scratch-path .build-tsan

docs: setup ## build the documentation of all modules with DocC; a warning fails
	@echo "build: debug"
	@swift build $(CHECKED) $(QUIET)
	@sh .ci/docs.sh

lint: ## check the formatting of every Swift file
	@echo "lint: swift format lint --strict"
	@swift format lint --strict --recursive --parallel $(FORMATTED)

format: ## format every Swift file in place
	@echo "format: swift format"
	@swift format format --in-place --recursive --parallel $(FORMATTED)

conformance: build ## check official vectors and the reference traces under ../shared
	@sh .ci/conformance.sh $(BALLAST) "$(SHARED)"

bench: build ## measure what DESIGN section 11 names, and say on which machine
	@printf 'bench: %s, %s cores\n' \
	    "$$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)" \
	    "$$(getconf _NPROCESSORS_ONLN)"
	@printf 'bench: %s, commit %s\n' \
	    "$$(swift --version 2>/dev/null | sed -n 's/.*\(Swift version [^ ]*\).*/\1/p')" \
	    "$$(git describe --always --dirty 2>/dev/null || echo unknown)"
	@cd Benchmarks && swift package benchmark --no-progress
	@cd Benchmarks && swift build -c release --product Figures $(QUIET)
	@cd Benchmarks && .build/release/Figures
	@sh .ci/blocks.sh "$(BALLAST)"

clean: ## remove what the builds made; runs/ stays
	@echo "clean: .build*, Benchmarks/.build"
	@rm -rf .build .build-asan .build-tsan .build-mutants .build-soak Benchmarks/.build
