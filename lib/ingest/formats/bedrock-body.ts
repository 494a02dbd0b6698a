import { readUsage } from "../usage/read-usage";
import type { Usage } from "../usage/tokens";
import { at, type Fields, firstOf, isFields, msOf, nameOf, tokensOf } from "../values";
import { readAnswer } from "./read-answer";

/** What a logged answer says of its call, and nothing of what was answered. */
export type BedrockBody = {
  model: string | null;
  durationMs: number | null;
  ttftMs: number | null;
  usage: unknown;
  /** What Bedrock appends to the last chunk of a model's own stream. */
  metrics: unknown;
  isIntervened: boolean;
};

const METRICS = "amazon-bedrock-invocationMetrics";
/** The words of a usage block that say what of the input was read from the cache, and written to it. */
const CACHE_READ = ["cacheReadInputTokens", "cache_read_input_tokens", "cacheReadInputTokenCount"];
const CACHE_WRITTEN = ["cacheWriteInputTokens", "cache_creation_input_tokens", "cacheWriteInputTokenCount"];

/** Reads the answer of a record's output: an object, or the chunks of a stream. It may be in a file of its own. */
export function readBedrockBody(output: unknown): BedrockBody {
  const body = at(output, "outputBodyJson");
  const parts = (Array.isArray(body) ? body : [body]).filter(isFields);
  const answer = readAnswer(parts);
  const metadata = parts.flatMap((part) => [part, at(part, "metadata")]).filter(isFields);
  const metrics = firstOf(...parts.map((part) => at(part, METRICS)));
  const converse = firstOf(...metadata.map((part) => (isFields(part.metrics) ? part.metrics : null)));
  return {
    model: answer.model,
    durationMs: firstOf(msOf(at(converse, "latencyMs")), msOf(at(metrics, "invocationLatency"))),
    ttftMs: msOf(at(metrics, "firstByteLatency")),
    usage: firstOf(answer.usage, ...metadata.map(({ usage }) => usage)),
    metrics,
    isIntervened: parts.some(isIntervened),
  };
}

function isIntervened(part: Fields): boolean {
  const reasons = [part.stopReason, at(part, "messageStop", "stopReason"), part["amazon-bedrock-guardrailAction"]];
  return reasons.some((reason) => /interven/i.test(nameOf(reason) ?? ""));
}

/**
 * What a record says that was used: by its own counts, which leave out the cache, and of that what only the answer's body
 * tells. Counts of 0 in a failure say nothing.
 */
export function bedrockUsage({ input, output }: Fields, { usage, metrics }: BedrockBody): Usage {
  const inputTokenCount = firstOf(tokensOf(at(input, "inputTokenCount")), tokensOf(at(metrics, "inputTokenCount")));
  const outputTokenCount = firstOf(tokensOf(at(output, "outputTokenCount")), tokensOf(at(metrics, "outputTokenCount")));
  const cached = (words: readonly string[]) =>
    firstOf(...[input, metrics, usage].flatMap((block) => words.map((word) => tokensOf(at(block, word)))));
  if (!inputTokenCount && !outputTokenCount && !cached(CACHE_READ)) return { tokens: {} };
  return readUsage({
    inputTokenCount,
    outputTokenCount,
    cacheReadInputTokenCount: cached(CACHE_READ),
    cacheWriteInputTokenCount: cached(CACHE_WRITTEN),
    // How long it lasts is in the body alone.
    cacheDetails: at(usage, "cacheDetails"),
    cache_creation: at(usage, "cache_creation"),
  });
}
