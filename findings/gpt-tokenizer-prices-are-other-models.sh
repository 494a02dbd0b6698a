#!/usr/bin/env bash
# What `estimateCost` of gpt-tokenizer 4.0.0, current in November 2026, makes of a million tokens in and out, beside the prices
# of @pydantic/genai-prices 0.1.8.
#
# The guess: both have OpenAI's list, $2.50 and $10 for gpt-4o, $1.25 and $10 for gpt-5, $2 and $8 for gpt-4.1 and o3.
# Seen: gpt-tokenizer has GPT-4 Turbo's $10 and $30 for the first three and o1's $15 and $60 for o3, though its models are
# named by the very import. Estimates are 3 to 8 times the bill, and gpt-5 looks as dear as gpt-4-turbo; where it
# knows no price, as of gpt-4o-mini, it throws.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts gpt-tokenizer@4.0.0 @pydantic/genai-prices@0.1.8 2> /dev/null
cat > try.mjs <<'PROGRAM'
import { calcPrice } from "@pydantic/genai-prices";

const timestamp = new Date("2026-11-01T12:00:00Z");
const million = 1_000_000;
const listed = (usage, model) => calcPrice(usage, model, { providerId: "openai", timestamp })?.total_price ?? null;
const seen = {};
for (const model of ["gpt-4o", "gpt-4.1", "gpt-5", "o3", "gpt-4-turbo", "o1"]) {
  const { estimateCost } = await import(`gpt-tokenizer/model/${model}`);
  const { input, output } = estimateCost(million).main;
  seen[model] = `${input} / ${output}, listed ${listed({ input_tokens: million }, model)} / ${listed({ output_tokens: million }, model)}`;
}
const mini = await import("gpt-tokenizer/model/gpt-4o-mini");
try {
  seen["gpt-4o-mini"] = mini.estimateCost(million).main.input;
} catch {
  seen["gpt-4o-mini"] = "throws";
}
console.log(JSON.stringify(seen, null, 1));
const expected = {
  ...{ "gpt-4o": "10 / 30, listed 2.5 / 10", "gpt-4.1": "10 / 30, listed 2 / 8", "gpt-5": "10 / 30, listed 1.25 / 10" },
  ...{ o3: "15 / 60, listed 2 / 8", "gpt-4-turbo": "10 / 30, listed 10 / 30", o1: "15 / 60, listed 15 / 60" },
  "gpt-4o-mini": "throws",
};
process.exitCode = JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1;
PROGRAM
echo "node $(node --version)"
timeout 60 node --no-warnings try.mjs || { echo "CHANGED"; exit 1; }
echo "As found: newer models cost what older ones did"
