import type { LogRecordInput } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { IGNORED_AS, isTextOperation } from "../operations";
import { usageUnlessZero } from "../usage/reported-usage";
import {
  at,
  type Fields,
  firstOf,
  flagOf,
  hashOf,
  idOf,
  instantOf,
  isFields,
  msOf,
  nameOf,
  numberOf,
  tokensOf,
  usdOf,
} from "../values";
import { cacheReplay } from "./cache-replay";
import { canonicalJson } from "./canonical-json";
import type { Entry, Format } from "./entry";
import { failureOf } from "./failure";
import { metadataLabels } from "./metadata-labels";
import { operationOfPath } from "./operation-of-path";
import { rankAttempts } from "./rank-attempts";
import { readEntries } from "./read-payload";
import { reportedCost } from "./reported-cost";

/**
 * Where a log has each fact: in Logpush's dataset ai_gateway_events first, then in the gateway's API. Within `Metrics`
 * Cloudflare documents cost and durationMs; counts are read under the names that stand for them elsewhere.
 *
 * Source: developers.cloudflare.com, the dataset's fields and the API's List Gateway Logs, of November 2026.
 */
const NAMES = {
  id: ["id"],
  request: ["event_id"],
  at: ["Timestamp", "created_at"],
  model: ["Model", "model"],
  requested: ["RequestedModel"],
  provider: ["Provider", "provider"],
  status: ["StatusCode", "status_code"],
  path: ["Endpoint", "path"],
  gateway: ["Gateway"],
  cached: ["Cached", "cached"],
  limited: ["RateLimited"],
  metadata: ["Metadata", "metadata"],
  step: ["step"],
} as const;
const METRICS = {
  duration: ["durationMs", "duration"],
  cost: ["cost"],
  input: ["tokensIn", "tokens_in", "inputTokens", "input_tokens", "promptTokens", "prompt_tokens"],
  output: ["tokensOut", "tokens_out", "outputTokens", "output_tokens", "completionTokens", "completion_tokens"],
  cachedInput: ["cachedTokens", "cached_tokens", "cacheReadTokens", "cache_read_tokens", "cachedInputTokens"],
  reasoning: ["reasoningTokens", "reasoning_tokens"],
} as const;
const CACHE = "cloudflare-cache";
/** What the gateway answers itself where its guardrails or its data loss prevention stop a prompt. */
const BLOCKED_STATUS = 424;
const STEPS_MAX = 100;

/** Logs of Cloudflare's AI Gateway: lines of Logpush, or what its API lists. */
export const cloudflare: Format = {
  name: "cloudflare",
  title: "Cloudflare AI Gateway logs",
  isRanked: true,
  read: ({ text }) => rankAttempts(readEntries(text, (value) => logsOf(value).map(entryOf))),
};

function logsOf(value: unknown): readonly unknown[] {
  const result = at(value, "result");
  return Array.isArray(result) ? result : [isFields(result) ? result : value];
}

function entryOf(value: unknown): Entry {
  if (!isFields(value)) return { unreadable: "Is no object" };
  const one = (field: keyof typeof NAMES) => firstOf(...NAMES[field].map((name) => value[name]));
  const metric = (field: keyof typeof METRICS) =>
    firstOf(...METRICS[field].flatMap((name) => [at(value.Metrics, name), value[name]]));
  // What Logpush sends to see whether anybody answers.
  if ("content" in value && one("provider") === null) return { ignored: "is a test of the connection" };
  const model = firstOf(nameOf(one("model")), nameOf(one("requested")));
  const startUs = instantOf(one("at"));
  if (model === null) return { ignored: "No model was asked" };
  if (startUs === null) return { unreadable: "Timestamp is missing" };
  const kind = operationOfPath(one("path"));
  if (kind !== null && !isTextOperation(kind)) return { ignored: IGNORED_AS[kind], example: model };
  const isCached = flagOf(one("cached")) === true;
  const { tokens } = usageUnlessZero({
    input: tokensOf(metric("input")),
    output: tokensOf(metric("output")),
    cachedInput: tokensOf(metric("cachedInput")),
    reasoning: tokensOf(metric("reasoning")),
  });
  const record: LogRecordInput = {
    id: idOf(one("id")) ?? hashOf(canonicalJson(value)),
    request_id: idOf(one("request")),
    attempt: attemptOf(one("step")),
    model,
    requested_model: nameOf(one("requested")),
    provider: nameOf(one("provider")),
    started_at: formatInstantUs(startUs),
    duration_ms: msOf(metric("duration")),
    ...endOf(value, numberOf(one("status")), flagOf(one("limited")) === true),
    ...tokens,
    cost_usd: flagOf(value.custom_cost) ? usdOf(metric("cost")) : reportedCost("cloudflare", usdOf(metric("cost"))),
    ...labelsOf(metadataLabels(one("metadata")), nameOf(one("gateway"))),
  };
  return { record: isCached ? cacheReplay(record, CACHE) : record };
}

/** Its own limits and guardrails turn a call away before a provider sees it. */
function endOf(value: Fields, status: number | null, isLimited: boolean): Partial<LogRecordInput> {
  const isFailed = status === null ? value.success === false : status >= 300;
  if (isLimited || status === BLOCKED_STATUS) return { ...failureOf({ status }), outcome: "refused" };
  return isFailed ? failureOf({ status }) : { outcome: "ok", http_status: 200 };
}

/** Steps count the providers that were tried, from 0. */
function attemptOf(step: unknown): number | null {
  const number = numberOf(step);
  return number !== null && Number.isInteger(number) && number >= 0 && number < STEPS_MAX ? number + 1 : null;
}

function labelsOf(labels: Partial<LogRecordInput>, gateway: string | null): Partial<LogRecordInput> {
  return { ...labels, app: labels.app ?? gateway };
}
