#!/usr/bin/env bash
# @traceloop/instrumentation-anthropic 0.27.0 beside @anthropic-ai/sdk 1.14.0, both current in November 2026, and 0.120.0.
#
# The guess: spans with both; with a major version that the instrumentation does not know, none and a warning.
# Seen: with 0.120.0 it is loaded; with 1.14.0 `require` of the SDK throws, so that the app does not start.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
try() {
  mkdir "$folder/$1" && cd "$folder/$1"
  echo '{ "private": true }' > package.json
  npm install --silent --no-audit --no-fund --ignore-scripts "@anthropic-ai/sdk@$1" \
    @traceloop/instrumentation-anthropic@0.27.0 @opentelemetry/instrumentation@0.203.0 @opentelemetry/api@1.9.0 2> /dev/null
  cat > try.js <<'PROGRAM'
const { registerInstrumentations } = require("@opentelemetry/instrumentation");
const { AnthropicInstrumentation } = require("@traceloop/instrumentation-anthropic");
registerInstrumentations({ instrumentations: [new AnthropicInstrumentation()] });
try {
  const { Anthropic } = require("@anthropic-ai/sdk");
  console.log(`loaded, ${typeof Anthropic}`);
} catch (error) {
  console.log(`not loaded: ${error.message}`);
}
PROGRAM
  timeout 60 node --no-warnings try.js
}
echo "node $(node --version)"
old=$(try 0.120.0)
new=$(try 1.14.0)
echo "@anthropic-ai/sdk 0.120.0: $old"
echo "@anthropic-ai/sdk 1.14.0: $new"
[[ "$old" == "loaded, function" && "$new" == "not loaded: "* ]] || { echo "CHANGED"; exit 1; }
echo "As found: the instrumentation keeps the current SDK from loading"
