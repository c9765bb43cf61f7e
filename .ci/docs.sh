#!/bin/sh
# Builds the documentation of every library module with DocC, for `make docs`. Any warning fails:
# a link to a symbol that does not exist, a parameter that is documented under another name.
# Reads the modules that `swift build` left in .build/debug, so nothing is compiled again.
set -eu

out=.build/docs
graphs=.build/symbol-graphs
docc=$(command -v docc || echo "$(dirname "$(readlink -f "$(command -v swift)")")/docc")
if [ ! -x "$docc" ]; then
    echo "docs: docc, which is part of Swift for Linux and of Xcode, is not beside swift" >&2
    exit 2
fi

# Where modules of C are found: the system's library, and those of packages.
includes=$(find Sources .build/checkouts -name module.modulemap -path '*Sources*' \
    -exec dirname {} \; | sort | sed 's/^/-I /')

rm -rf "$out" "$graphs"
mkdir -p "$out" "$graphs"
archives=
for folder in Sources/*/; do
    module=$(basename "$folder")
    # The program is no module that another could import; its documentation is --help.
    [ "$module" = ballast ] && continue
    [ -f ".build/debug/Modules/$module.swiftmodule" ] || continue
    mkdir "$graphs/$module"
    # The folders have no blanks: they are split into words on purpose.
    # shellcheck disable=SC2086
    swift symbolgraph-extract -module-name "$module" \
        -target "$(uname -m)-unknown-linux-gnu" -I .build/debug/Modules $includes \
        -minimum-access-level public -skip-inherited-docs -output-dir "$graphs/$module"
    "$docc" convert --additional-symbol-graph-dir "$graphs/$module" \
        --fallback-display-name "$module" --fallback-bundle-identifier "ballast.$module" \
        --warnings-as-errors --output-path "$graphs/$module.doccarchive" >"$graphs/log" 2>&1 || {
        cat "$graphs/log" >&2
        echo "docs: $module: documentation has warnings" >&2
        exit 1
    }
    archives="$archives $graphs/$module.doccarchive"
done
# shellcheck disable=SC2086
"$docc" merge $archives --synthesized-landing-page-name Ballast --output-path "$out/ballast.doccarchive"
rm -rf "$graphs"
echo "docs: $(echo "$archives" | wc -w) modules without a warning, in $out/ballast.doccarchive;"
echo "docs: to read them: python3 -m http.server -d $out/ballast.doccarchive 8080"
echo "docs: then open http://localhost:8080/documentation"
