#!/bin/sh
# Makes sure that what `swift build` needs from the system is there, and installs what Ballast can do
# without where apt and root allow it. Run by `make setup`; safe to run again: when nothing is missing
# it changes nothing.
#
#   sh .ci/setup.sh          for builds and runs: libsecp256k1, SQLite; Chart.js, which reports draw with
#   sh .ci/setup.sh tests    for tests too: Chromium, which opens a report, and tmux, a terminal for step
#
# Exit codes: 0 ready; 2 something is missing that this script may not or cannot install.
set -eu

say() { printf 'setup: %s\n' "$*"; }

# Says what is missing and how to get it, then stops.
refuse() {
    printf 'setup: %s\n' "$1" >&2
    cat >&2 <<'TEXT'

Ballast verifies signatures with libsecp256k1 (with its recovery module), writes run.sqlite with
SQLite, and finds both through pkg-config. Install all three, then run make again:

  Debian, Ubuntu   sudo apt-get install libsecp256k1-dev libsqlite3-dev pkg-config
  Fedora           sudo dnf install libsecp256k1-devel sqlite-devel pkgconf-pkg-config
  Arch             sudo pacman -S libsecp256k1 sqlite pkgconf
  Alpine           sudo apk add libsecp256k1-dev sqlite-dev pkgconf
  macOS            brew install secp256k1 sqlite pkgconf
TEXT
    exit 2
}

has_secp256k1() {
    command -v pkg-config >/dev/null 2>&1 || return 1
    pkg-config --exists libsecp256k1 || return 1
    [ -f "$(pkg-config --variable=includedir libsecp256k1)/secp256k1_recovery.h" ]
}

has_sqlite() {
    command -v pkg-config >/dev/null 2>&1 || return 1
    pkg-config --exists sqlite3 || return 1
    [ -f "$(pkg-config --variable=includedir sqlite3)/sqlite3.h" ]
}

# Runs a command as root, or as the user where that is root already. Never asks for a password.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

can_be_root() {
    [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }
}

# Installs a package that Ballast can do without, and says what will be missing if that fails.
offer() {
    if command -v apt-get >/dev/null 2>&1 && can_be_root; then
        say "installing $1 by apt"
        as_root apt-get update -qq >/dev/null 2>&1 || true
        as_root apt-get install -qq -y "$1" >/dev/null 2>&1 && return
    fi
    say "$1 is missing and could not be installed: $2"
}

has_browser() {
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null 2>&1 && return
    done
    return 1
}

install_by_apt() {
    packages="libsecp256k1-dev libsqlite3-dev pkg-config"
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    say "installing $packages by apt"
    # A failed update is no reason to stop: the lists already here may do.
    as_root apt-get update -qq >"$log" 2>&1 || true
    # Several words on purpose.
    # shellcheck disable=SC2086
    if ! as_root apt-get install -qq -y $packages >>"$log" 2>&1; then
        tail -n 20 "$log" >&2
        refuse "apt could not install $packages"
    fi
}

check_swift() {
    if ! command -v swift >/dev/null 2>&1; then
        printf 'setup: swift is not on the PATH; install Swift 6.3: %s\n' \
            'https://www.swift.org/install' >&2
        exit 2
    fi
    version=$(swift --version 2>/dev/null |
        sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
    major=${version%%.*}
    minor=${version#*.}
    if [ "${major:-0}" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 3 ]; }; then
        printf 'setup: Swift 6.3 or later is needed, and this is %s; see %s\n' \
            "${version:-unknown}" 'https://www.swift.org/install' >&2
        exit 2
    fi
}

check_swift
missing=
has_secp256k1 || missing=libsecp256k1
has_sqlite || missing="${missing:+$missing and }SQLite"
if [ -n "$missing" ]; then
    command -v apt-get >/dev/null 2>&1 || refuse "missing: $missing"
    can_be_root || refuse "missing: $missing, and installing needs root"
    install_by_apt
    has_secp256k1 || refuse "libsecp256k1 was installed, and pkg-config still does not find it"
    has_sqlite || refuse "SQLite was installed, and pkg-config still does not find it"
fi
if [ ! -f /usr/share/javascript/chart.js/chart.min.js ] && [ -z "${BALLAST_CHART_JS:-}" ]; then
    offer libjs-chart.js "report.html will have tables and no charts"
fi
if [ "${1:-}" = tests ]; then
    has_browser || offer chromium "the tests that open a report will be skipped"
    command -v tmux >/dev/null 2>&1 || offer tmux "the tests of ballast step in a terminal will fail"
fi
say "Swift $version, libsecp256k1 $(pkg-config --modversion libsecp256k1)" \
    "and SQLite $(pkg-config --modversion sqlite3) are here"
