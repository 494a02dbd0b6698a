#!/bin/sh
# tokenlens adds cached input at the cache price to input that holds it already: 1,200 tokens, 1,024 of them read from the cache, cost
# $0.0047 at gpt-4o's prices, more than without any cache ($0.00342), where $0.00214 is right (176 × $2.50 + 1,024 × $1.25 + 42 × $10, a
# million). It does so with the usage of the AI SDK and of OpenAI's chat completions, whose input includes the cached part by
# their own definition. Guess before: $0.00214. Whoever compares its sum with a bill, or with ours, sees cache hits that cost money.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund tokenlens@1.3.1
cat > try.mjs <<'JS'
import { readFileSync } from "node:fs";
import { getTokenCosts } from "tokenlens";
const { version } = JSON.parse(readFileSync("node_modules/tokenlens/package.json", "utf8"));
console.log(`tokenlens ${version}, node ${process.version}`);
const cost = (usage) => getTokenCosts({ modelId: "openai:gpt-4o", usage }).totalUSD?.toFixed(6);
const seen = {
  "1,200 in, 42 out": cost({ inputTokens: 1200, outputTokens: 42 }),
  "the same, 1,024 of the input cached (AI SDK)": cost({ inputTokens: 1200, cachedInputTokens: 1024, outputTokens: 42 }),
  "the same (OpenAI)": cost({
    prompt_tokens: 1200,
    completion_tokens: 42,
    prompt_tokens_details: { cached_tokens: 1024 },
  }),
};
for (const [what, usd] of Object.entries(seen)) console.log(`${what}: $${usd}`);
const [plain, sdk, openai] = Object.values(seen);
process.exit(plain === "0.003420" && sdk === "0.004700" && openai === "0.004700" ? 0 : 1);
JS
node try.mjs
