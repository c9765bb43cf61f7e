#!/bin/sh
# Switches off each guard of the vault in turn and names the tests that then fail. Run by `make
# mutants`; docs/TESTING.md says what it means.
#
# The copy under .build-mutants has every guard behind a number (mutate.pl), so that one build
# serves all runs. It is kept, and the next build takes only what changed. The checkout itself is
# not touched: interrupting is safe.
#
#   sh .ci/mutants.sh          all mutants
#   sh .ci/mutants.sh 12 31    these
#
# Exit codes: 0 every mutant makes a test fail; 1 some make none; 2 nothing could be said.
set -eu
cd "$(dirname "$0")/.."

# What is mutated, and the files of tests that must notice: a run of them takes seconds.
mutated=Sources/Contracts/Vault/
files='ContractsTests.*/Vault[A-Za-z+]*Tests\.swift'
# Files of tests that measure or draw at random: long, and no test of one guard.
long='/Vault(Band|Invariant|Property|RoundTrip)Tests\.swift'
# Seconds that one run may take.
most=120

work=$PWD/.build-mutants
list=$work/list
log=$work/log
child=
ran=0
survivors=0
started=$(date +%s)

say() { printf 'mutants: %s\n' "$*"; }

fail() {
    say "$*" >&2
    exit 2
}

# Runs a command with its output in the log, so that a signal stops it.
quietly() {
    # `timeout` hands a signal on to everything below it.
    timeout "$@" >"$log" 2>&1 &
    child=$!
    code=0
    { wait "$child" || code=$?; } 2>/dev/null
    child=
    return "$code"
}

# Runs the tests without one guard, 0 for none. The seed makes what random tests find repeatable.
# Runs the program that `swift test` runs: without planning a build, a third of the time.
test_without() {
    number=$1
    shift
    NO_COLOR=1 BALLAST_MUTANT=$number BALLAST_SEED=1 quietly "$most" "$program" \
        --testing-library swift-testing --filter "$files" --skip "$long" "$@"
}

# The tests that failed, as `File: name`, each once and in an order that does not depend on time.
failed() {
    sed -n 's/.*Test \(.*\) recorded an issue.* at \([^ :]*\)\.swift:.*/\2: \1/p' "$log" |
        sed 's/ with [0-9]* argument.*//; s/: "\(.*\)"/: \1/' | LC_ALL=C sort -u
}

# The test during which the process ended, as `suite: name`, when they run one at a time.
unfinished() {
    awk '/ started\.$/ && match($0, /(Suite|Test) ".*"/) {
            kind = substr($0, RSTART, 4)
            name = substr($0, RSTART, RLENGTH)
            gsub(/^[^"]*"|"$/, "", name)
            if (kind == "Suit") { suite = name; test = "" } else { test = name }
        }
        END { if (test != "") print suite ": " test " (stopped)" }' "$log"
}

summary() {
    say "$1: $ran run, $((ran - survivors)) made a test fail, $survivors survived;" \
        "$(($(date +%s) - started)) s in all"
}

stop() {
    trap - INT TERM HUP
    [ -z "$child" ] || kill "$child" 2>/dev/null || true
    summary interrupted
    exit 130
}
trap stop INT TERM HUP

# --- The copy

mkdir -p "$work/src"
if [ -d ../shared ]; then ln -sfn "$(cd ../shared && pwd -P)" "$work/shared"; fi
for path in Package.swift Package.resolved Sources Tests docs scenarios; do
    if [ -e "$path" ]; then find "$path" -type f; fi
done | perl .ci/mutate.pl "$work/src" "$mutated" >"$list" || fail "the copy could not be made"
say "$(grep -c '^[0-9]' "$list") mutants of the guards in $mutated"
awk -F '\t' '/^-/ { printf "  no mutant at %s, %s: %s\n", $2, $3, $4 }
    /^[?]/ { printf "  no mutant of %s\n", $3 }' "$list"

say "building a copy with its tests; from scratch this takes minutes"
package=$(sed -n '/^let package/,$s/^ *name: "\(.*\)",$/\1/p' Package.swift | head -n 1)
quietly 7200 swift build --package-path "$work/src" --product "${package}PackageTests" || {
    grep -E 'error|warning' "$log" | head -n 20 >&2
    fail "the copy does not build; all it said is in $log"
}
program=$(swift build --package-path "$work/src" --show-bin-path)/${package}PackageTests.xctest
[ -x "$program" ] || fail "the tests are not where they should be: $program"
say "built after $(($(date +%s) - started)) s"

# --- The runs

test_without 0 || {
    failed >&2
    fail "tests fail with every guard in place; all they said is in $log"
}
tests=$(sed -n 's/.*Test run with \([1-9][0-9]* tests\) in .* passed.*/\1/p' "$log")
[ -n "$tests" ] || fail "no tests were run; all they said is in $log"
say "$tests pass with every guard in place; now without each"

numbers=${*:-$(sed -n 's/^\([0-9][0-9]*\).*/\1/p' "$list")}
for number in $numbers; do
    name=$(awk -F '\t' -v number="$number" '$1 == number { print $2, $3 }' "$list")
    [ -n "$name" ] || fail "there is no mutant $number"
    if test_without "$number"; then
        survivors=$((survivors + 1))
        tests='SURVIVED: no test fails'
    else
        tests=$(failed)
        if [ -z "$tests" ]; then
            test_without "$number" --no-parallel || true
            tests=$(failed)
            [ -n "$tests" ] || tests=$(unfinished)
            [ -n "$tests" ] || fail "mutant $number: no test failed, and the run did; see $log"
        fi
        tests=$(printf '%s\n' "$tests" | awk 'NR <= 3 { line = line sep $0; sep = "; " }
            END { print line (NR > 3 ? "; and " NR - 3 " more" : "") }')
    fi
    ran=$((ran + 1))
    printf '%3d %s -> %s\n' "$number" "$name" "$tests"
done

summary done
[ "$survivors" -eq 0 ]
