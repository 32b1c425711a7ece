#!/usr/bin/env bash
# Tests the pages and the HTTP interface from outside: every page and flow in Chromium, bad requests, schemathesis.
# Installs what is missing (Debian packages, npm and PyPI packages of fixed versions). The program is SEIMEI_BIN, else
# target/debug/seimei, which must be built. Ends in one line, `web: N passed, N failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
export SEIMEI_BIN=${SEIMEI_BIN:-target/debug/seimei}
export SEIMEI_CHROMIUM=${SEIMEI_CHROMIUM:-/usr/bin/chromium}
[ -x "$SEIMEI_BIN" ] || { echo "please build $SEIMEI_BIN" >&2; exit 2; }

packages=()
node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 18)' 2>/dev/null || packages+=(nodejs)
command -v npm >/dev/null || packages+=(npm)
[ -x "$SEIMEI_CHROMIUM" ] || packages+=(chromium)
python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3-venv)
# Japanese is measured and wrapped with a font that has it.
[ -n "$(fc-list :lang=ja 2>/dev/null)" ] || packages+=(fonts-noto-cjk fontconfig)
if [ ${#packages[@]} -gt 0 ]; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${packages[@]}"; } >/dev/null ||
        { echo "please install ${packages[*]}" >&2; exit 2; }
fi
cmp -s tests/web/package-lock.json tests/web/node_modules/.lock ||
    { npm ci --prefix tests/web --no-audit --no-fund --loglevel=error && cp tests/web/package-lock.json tests/web/node_modules/.lock; } ||
    { echo "npm ci in tests/web did not succeed" >&2; exit 2; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0
failed=0
count() { # passed failed: adds to the sums
    passed=$((passed + ${1:-0}))
    failed=$((failed + ${2:-0}))
}
figure() { sed -nE "s/^# $1 ([0-9]+)$/\1/p" "$log" | tail -n 1; }

echo "== pages and flows"
node --test --test-reporter=tap tests/web/*.test.mjs 2>&1 | tee "$log" |
    grep -vE '^ *(---|\.\.\.|duration_ms:.*|type: .*)$|^ *# Subtest'
[ "${PIPESTATUS[0]}" -eq 0 ] || [ "$(figure fail)" != 0 ] || echo "# fail 1" >>"$log"
[ -n "$(figure pass)" ] || echo "# fail 1" >>"$log"
cancelled=$(figure cancelled)
count "$(figure pass)" $(($(figure fail) + ${cancelled:-0}))

echo "== bad requests"
node tests/web/bad_requests.mjs 2>&1 | tee "$log"
read -r good bad < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$log" | tail -n 1)
count "${good:-0}" "${bad:-1}"

echo "== schemathesis"
if tests/web/schemathesis.sh >"$log" 2>&1; then
    tail -n 12 "$log"
    count 1 0
else
    cat "$log"
    count 0 1
fi

echo "web: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
