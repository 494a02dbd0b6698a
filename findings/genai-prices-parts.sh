#!/bin/sh
# @pydantic/genai-prices answers a plain sum where a part of the usage has no price: output of a model whose list has
# input alone costs 0, and audio at a model without an audio price costs what text does. Neither shows in the answer, so
# whoever bills by `total_price` cannot tell a certain cost from a gap. Guess before: null, or an error.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @pydantic/genai-prices@0.1.8
cat > try.mjs <<'JS'
import { calcPrice } from "@pydantic/genai-prices";
import { readFileSync } from "node:fs";
const { version } = JSON.parse(readFileSync("node_modules/@pydantic/genai-prices/package.json", "utf8"));
console.log(`@pydantic/genai-prices ${version}, node ${process.version}`);
const timestamp = new Date("2026-09-01T12:00:00Z");
const cost = (usage, model) => calcPrice(usage, model, { providerId: "openai", timestamp })?.total_price ?? null;
const seen = {
  "embedding of 1M tokens": cost({ input_tokens: 1e6 }, "text-embedding-3-small"),
  "the same with 1M output tokens, which no list prices": cost({ input_tokens: 1e6, output_tokens: 1e6 }, "text-embedding-3-small"),
  "gpt-4o, 1,000 tokens of text": cost({ input_tokens: 1000 }, "gpt-4o"),
  "the same, 900 of them audio, which no list prices": cost({ input_tokens: 1000, input_audio_tokens: 900 }, "gpt-4o"),
};
for (const [what, usd] of Object.entries(seen)) console.log(`${what}: ${usd}`);
const [embedding, withOutput, text, withAudio] = Object.values(seen);
process.exit(embedding === 0.02 && withOutput === embedding && text === 0.0025 && withAudio === text ? 0 : 1);
JS
node try.mjs
