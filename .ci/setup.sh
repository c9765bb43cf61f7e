#!/bin/sh
# Makes sure that what `swift build` needs from the system is there. Run by `make setup`; safe to
# run again: when nothing is missing it changes nothing.
# Exit codes: 0 ready; 2 something is missing that this script may not or cannot install.
set -eu

say() { printf 'setup: %s\n' "$*"; }

# Says what is missing and how to get it, then stops.
refuse() {
    printf 'setup: %s\n' "$1" >&2
    cat >&2 <<'TEXT'

Ballast verifies signatures with libsecp256k1 (with its recovery module) and finds it through
pkg-config. Install both, then run make again:

  Debian, Ubuntu   sudo apt-get install libsecp256k1-dev pkg-config
  Fedora           sudo dnf install libsecp256k1-devel pkgconf-pkg-config
  Arch             sudo pacman -S libsecp256k1 pkgconf
  Alpine           sudo apk add libsecp256k1-dev pkgconf
  macOS            brew install secp256k1 pkgconf
TEXT
    exit 2
}

has_secp256k1() {
    command -v pkg-config >/dev/null 2>&1 || return 1
    pkg-config --exists libsecp256k1 || return 1
    [ -f "$(pkg-config --variable=includedir libsecp256k1)/secp256k1_recovery.h" ]
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

install_by_apt() {
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    say "installing libsecp256k1-dev and pkg-config by apt"
    # A failed update is no reason to stop: the lists already here may do.
    as_root apt-get update -qq >"$log" 2>&1 || true
    if ! as_root apt-get install -qq -y libsecp256k1-dev pkg-config >>"$log" 2>&1; then
        tail -n 20 "$log" >&2
        refuse "apt could not install libsecp256k1-dev and pkg-config"
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
if ! has_secp256k1; then
    command -v apt-get >/dev/null 2>&1 || refuse "libsecp256k1 is missing"
    can_be_root || refuse "libsecp256k1 is missing, and installing it needs root"
    install_by_apt
    has_secp256k1 || refuse "libsecp256k1 was installed, and pkg-config still does not find it"
fi
# The build does without; the tests of `ballast step` walk in a terminal of tmux.
if ! command -v tmux >/dev/null 2>&1; then
    if command -v apt-get >/dev/null 2>&1 && can_be_root; then
        say "installing tmux by apt, for tests"
        as_root apt-get install -qq -y tmux >/dev/null 2>&1 || true
    fi
    command -v tmux >/dev/null 2>&1 || say "tmux is missing: tests of ballast step will fail"
fi
say "Swift $version and libsecp256k1 $(pkg-config --modversion libsecp256k1) are here"
