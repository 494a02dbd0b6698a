import { AGENT_COUNTS } from "./agent-usage";
import { namesOf } from "./attribute-counts";
import { BLOCK_MEANINGS, OTHER_BLOCKS } from "./block-meanings";
import type { Bucket } from "./counts";
import type { Meaning } from "./meaning";
import { PROVIDER_MEANINGS } from "./meaning-of-source";
import { SDK_MEANINGS } from "./sdk-meanings";

const CACHE = { inside: "with the cache", beside: "without the cache", open: "the total decides, else ambiguous" };
const REASONING = { inside: "with reasoning", beside: "without reasoning" };
const COUNTS: readonly (readonly [string, Bucket])[] = [
  ["input", "input"],
  ["input without the cache", "uncachedInput"],
  ["read from the cache", "cachedInput"],
  ["written to the cache", "cacheWrite"],
  ["of that, for an hour", "cacheWrite1h"],
  ["output", "output"],
  ["reasoning", "reasoning"],
  ["total", "total"],
  ["audio in the input", "audioInput"],
  ["audio in the output", "audioOutput"],
  ["images in the input", "imageInput"],
];
/** Of OpenTelemetry, whole or below it; what stands within objects of details is many times the same. */
const OF_OPENTELEMETRY = /^gen_ai\.usage\.(?!details\.|\w+_details\.)/;

/** The tables of `docs/integrations.md` that say what each source's counts mean, in Markdown. */
export function describeUsage(): string {
  const spans = SDK_MEANINGS.map(({ sdk, versions, providers, meaning, evidence }) =>
    rowOf(sdk, versions, providers, ...wordsOf(meaning), evidence),
  );
  const conventions = PROVIDER_MEANINGS.map(({ providers, meaning, evidence }) =>
    rowOf("any other span", "all", providers, ...wordsOf(meaning), evidence),
  );
  const blocks = BLOCK_MEANINGS.map(({ api, words, and, meaning, evidence }) =>
    rowOf(api, [...words.map(code), ...(and ? [`with ${code(and)}`] : [])].join(" "), ...wordsOf(meaning), evidence),
  );
  const agents = Object.values(AGENT_COUNTS).map(({ agent, versions, api, words, evidence }) =>
    rowOf(agent, versions, api, Object.values(words).map(code).join(" "), evidence),
  );
  return [
    tableOf("SDK of a span | versions | providers | input | output | evidence", [...spans, ...conventions]),
    tableOf("usage block of | told by | input | output | evidence", [
      ...blocks,
      rowOf("all others", "", ...wordsOf(OTHER_BLOCKS), "OpenAI's API reference"),
    ]),
    tableOf("log events of | versions | counted like | from | evidence", agents),
    tableOf(
      "count | after `gen_ai.usage.`",
      COUNTS.map(([name, bucket]) => rowOf(name, endingsOf(bucket))),
    ),
  ].join("\n\n");
}

function wordsOf({ cache, reasoning, total }: Meaning): [string, string] {
  const isSum = total === "sum" ? "; its total is only the sum" : "";
  return [CACHE[cache] + isSum, REASONING[reasoning]];
}

function endingsOf(bucket: Bucket): string {
  const names = namesOf(bucket).filter((name) => OF_OPENTELEMETRY.test(name));
  return names.map((name) => code(name.replace(OF_OPENTELEMETRY, ""))).join(" ");
}

function tableOf(heads: string, rows: readonly string[]): string {
  const columns = heads.split(" | ").length;
  return [`| ${heads} |`, `|${" --- |".repeat(columns)}`, ...rows].join("\n");
}

const code = (text: string) => `\`${text}\``;
const rowOf = (...cells: readonly string[]) => `| ${cells.join(" | ")} |`;
