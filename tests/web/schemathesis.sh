#!/usr/bin/env bash
# Lets schemathesis make requests from the interface's own OpenAPI document, good and bad, and looks at the answers: none
# is a 5xx, each is of a media type and a form that the document names. No address is left out, and the seed is fixed.
# Needs python3 with venv; keeps schemathesis in target/schemathesis. SEIMEI_BIN names the program.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=4.32.5
examples=${SEIMEI_EXAMPLES:-12}
venv=target/schemathesis-$version

if [ ! -x "$venv/bin/schemathesis" ]; then
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$version" || {
        rm -rf "$venv"
        echo "schemathesis $version cannot be installed from PyPI" >&2
        exit 2
    }
fi
if [ -z "${SEIMEI_ORIGIN:-}" ]; then
    exec node tests/web/with_server.mjs tests/web/schemathesis.sh
fi
# Its own folder: no configuration of the machine's is taken, no examples of an earlier run.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
schemathesis=$PWD/$venv/bin/schemathesis
cd "$work"
timeout 240 "$schemathesis" run "$SEIMEI_ORIGIN/api/v1/openapi.json" --seed 6 --max-examples "$examples" --workers 2 \
    --checks not_a_server_error,content_type_conformance,response_schema_conformance,response_headers_conformance \
    --rate-limit auto --request-timeout 20 --generation-database none --no-color --no-shrink --continue-on-failure
