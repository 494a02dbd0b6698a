#!/bin/sh
# llm-pricing prices DeepSeek by the hour and knows weekends, and no holidays: on New Year's Day 2027, a Friday and a public holiday
# in China on which DeepSeek's list has no peak, 10:00 in Beijing costs twice what it should. Guess before: the price of a Saturday.
# Over a month with a holiday week, evenly spread traffic comes out too high by some per cent, and by as much as half the
# sum for what runs in the mornings of those days.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund llm-pricing@0.18.0
cat > try.mjs <<'JS'
import { readFileSync } from "node:fs";
import { PricingCatalog } from "llm-pricing";
const { version } = JSON.parse(readFileSync("node_modules/llm-pricing/package.json", "utf8"));
console.log(`llm-pricing ${version}, node ${process.version}`);
// Its own list alone, without the network.
const catalog = new PricingCatalog({ sources: [] });
const usage = { inputTokens: 1e6, cachedInputTokens: 0, outputTokens: 1e6 };
const cost = (at) => catalog.estimate({ model: "deepseek-v4-flash", at, ...usage }).cost.toFixed(2);
const seen = {
  "Wednesday 10:00 in Beijing": cost("2026-12-16T02:00:00Z"),
  "Saturday 10:00": cost("2026-12-19T02:00:00Z"),
  "New Year's Day, a Friday, 10:00": cost("2027-01-01T02:00:00Z"),
};
for (const [when, usd] of Object.entries(seen)) console.log(`${when}: $${usd}`);
const [peak, weekend, holiday] = Object.values(seen);
process.exit(Number(peak) === 2 * Number(weekend) && holiday === peak ? 0 : 1);
JS
node try.mjs
