#!/bin/sh
# Checks a program against official vectors and the reference traces, for `make conformance`.
# The order is that in which one builds on another; the first that fails ends it.
#
#   sh .ci/conformance.sh PROGRAM SHARED
set -eu

ballast=$1
shared=$2
if [ ! -d "$shared/vectors" ]; then
    echo "conformance: skipped: $shared not found"
    exit 0
fi
check() { "$ballast" conformance "$@"; }

check keccak "$shared"/vectors/keccak/*
check rlp "$shared"/vectors/rlp/*
check accounts "$shared"/vectors/address/*
check transactions "$shared"/vectors/transactions/*
check trie "$shared"/vectors/trie/*
check abi "$shared"/vectors/abi/*
check basefee "$shared"/vectors/eip1559/*
check blocks "$shared"/vectors/blocks/*
check secp256k1 "$shared"/vectors/secp256k1/*
check hdwallet "$shared"/vectors/bip39/*
check eip712 "$shared"/vectors/eip712/*
check basic "$shared"/vectors/basic/*
check sstore "$shared"/vectors/gas
check pool-trace "$shared"/evm/univ2_trace*.json
check amm "$shared"/vectors/amm/*
check gas "$shared"/evm/univ2_gas.json
check v2-swaps "$shared"/market/onchain/v2_swaps.csv "$shared"/market/onchain/sandwiches.csv
check sandwich "$shared"/anchors/sandwich_v2_exact.json
check cyclic-arbitrage "$shared"/anchors/cyclic_arbitrage_v2.json
