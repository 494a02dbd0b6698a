import type { LogRecordInput } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { US_PER_MS } from "@/lib/domain/time/units";
import { BESIDE, INSIDE, type Meaning, OPEN } from "../usage/meaning";
import { usageUnlessZero } from "../usage/reported-usage";
import { type Usage, usageMark } from "../usage/tokens";
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
  ttftWithin,
} from "../values";
import { cacheReplay } from "./cache-replay";
import { canonicalJson } from "./canonical-json";
import type { Entry, Format } from "./entry";
import { failureOf } from "./failure";
import { providerOfHost, regionOfHost } from "./hosts";
import { readEntries } from "./read-payload";

/**
 * The variables of APISIX's AI plugins that a log format of one's own may have, each under its own name. In the summary that
 * the default format has they stand without `llm_`.
 *
 * Source: Apache APISIX 3.11 to 3.18 (ai-proxy, utils/log-util.lua at f519a0f).
 */
const VARIABLES = {
  model: ["llm_model", "apisix_llm_model"],
  requested: ["request_llm_model", "llm_request_model"],
  input: ["llm_prompt_tokens", "apisix_llm_prompt_tokens"],
  output: ["llm_completion_tokens", "apisix_llm_completion_tokens"],
  cachedInput: ["llm_cache_read_input_tokens"],
  cacheWrite: ["llm_cache_creation_input_tokens"],
  reasoning: ["llm_reasoning_tokens"],
  firstToken: ["llm_time_to_first_token"],
  stream: ["llm_stream"],
  endUser: ["llm_end_user_id"],
} as const;
const SUMMARY: Readonly<Record<keyof typeof VARIABLES, string>> = {
  model: "model",
  requested: "request_model",
  input: "prompt_tokens",
  output: "completion_tokens",
  cachedInput: "cache_read_input_tokens",
  cacheWrite: "cache_creation_input_tokens",
  reasoning: "reasoning_tokens",
  firstToken: "duration",
  stream: "stream",
  endUser: "end_user_id",
};
/** When a request ended, in formats of one's own: nginx's variables of the time of its log. */
const END_TIMES = ["@timestamp", "time_iso8601", "msec", "timestamp", "time"];
const CACHE = "apisix-cache";
/** What is left of a limit, with the name of an instance or a rule in it or behind it. */
const LIMIT = /ratelimit-remaining/i;

/** What APISIX's loggers write for requests that its AI plugins passed on, in the default format or one with their variables. */
export const apisix: Format = {
  name: "apisix",
  title: "Apache APISIX AI logs",
  read: ({ text }) => readEntries(text, (value) => (isFields(value) ? entryOf(value) : { unreadable: "Is no object" })),
};

type Fact = (name: keyof typeof VARIABLES) => unknown;

function entryOf(log: Fields): Entry {
  const fact: Fact = (name) =>
    firstOf(at(log.llm_summary, SUMMARY[name]), ...VARIABLES[name].map((variable) => log[variable]));
  const requested = nameOf(fact("requested"));
  const model = firstOf(nameOf(fact("model")), requested);
  if (model === null) return { ignored: "No model was asked" };
  const durationMs = durationOf(log);
  const startUs = startOf(log, durationMs);
  if (startUs === null) return { unreadable: "start_time is missing" };
  const upstream = lastOf(firstOf(nameOf(log.upstream_host), nameOf(log.upstream_addr), nameOf(log.upstream)));
  const usage = usageOf(fact, { upstream, path: pathOf(log), model });
  const streamed = flagOf(firstOf(fact("stream"), typeOf(log)));
  const end = endOf(log, upstream);
  const record: LogRecordInput = {
    id: requestIdOf(log) ?? hashOf(canonicalJson(log)),
    model,
    requested_model: requested,
    provider: providerOfHost(upstream),
    region: regionOfHost(upstream),
    started_at: formatInstantUs(startUs),
    duration_ms: durationMs,
    ...end,
    streamed,
    // Of an answer that was not streamed, it is the whole.
    ttft_ms: end.outcome === "ok" && streamed ? ttftWithin(msOf(fact("firstToken")), durationMs, streamed) : null,
    ...usage.tokens,
    key: firstOf(nameOf(at(log.consumer, "username")), nameOf(log.consumer_name)),
    consumer: nameOf(fact("endUser")),
    app: firstOf(nameOf(log.service_name), nameOf(log.service_id)),
    tier: firstOf(nameOf(log.route_name), nameOf(log.route_id)),
  };
  const isHit = nameOf(headerOf(log.response, "x-ai-cache-status"))?.toUpperCase() === "HIT";
  return isHit ? { record: cacheReplay(record, CACHE) } : { ...usageMark(usage), record };
}

/**
 * Its counts are those of the API that it called, and its total only their sum: with the cache beside the input where that
 * is Anthropic's or Bedrock's.
 */
function usageOf(
  fact: Fact,
  { upstream, path, model }: { upstream: string | null; path: string; model: string },
): Usage {
  const provider = providerOfHost(upstream);
  const isBeside = provider === "anthropic" || provider === "aws" || /\/(?:messages|converse)\b/.test(path);
  const meaning: Meaning = isBeside ? BESIDE : provider === null && /claude/i.test(model) ? OPEN : INSIDE;
  return usageUnlessZero(
    {
      input: tokensOf(fact("input")),
      output: tokensOf(fact("output")),
      cachedInput: tokensOf(fact("cachedInput")),
      cacheWrite: tokensOf(fact("cacheWrite")),
      reasoning: tokensOf(fact("reasoning")),
    },
    meaning,
  );
}

/** The gateway's own latency, or nginx's and APISIX's variables, those of nginx in seconds. */
function durationOf(log: Fields): number | null {
  const seconds = numberOf(log.request_time);
  return firstOf(
    msOf(log.latency),
    seconds === null ? null : msOf(seconds * 1_000),
    msOf(log.apisix_upstream_response_time),
    msOf(at(log.llm_summary, "upstream_response_time")),
  );
}

function startOf(log: Fields, durationMs: number | null): number | null {
  const startUs = instantOf(log.start_time);
  if (startUs !== null) return startUs;
  const endUs = firstOf(...END_TIMES.map((name) => instantOf(log[name])));
  return endUs === null ? null : endUs - Math.round((durationMs ?? 0) * US_PER_MS);
}

/** Where no upstream answered, a status of the caller's kind is a plugin's own: a limit, a guard or a check of its key. */
function endOf(log: Fields, upstream: string | null): Partial<LogRecordInput> & { outcome: string } {
  const status = numberOf(firstOf(at(log.response, "status"), log.status));
  if (status === null || status < 300) return { outcome: "ok", http_status: status === null ? null : 200 };
  const failure = failureOf({ status });
  const isOwn = upstream === null && nameOf(log.upstream_status) === null && nameOf(log.upstream_latency) === null;
  const isLimit = headersOf(log.response).some(([name, value]) => LIMIT.test(name) && numberOf(value) === 0);
  const isRefused = isOwn && (isLimit || (status < 500 && failure.outcome !== "cancelled"));
  return isRefused ? { ...failure, outcome: "refused" } : failure;
}

function requestIdOf(log: Fields): string | null {
  return firstOf(
    ...[
      log.apisix_request_id,
      log.request_id,
      headerOf(log.response, "x-request-id"),
      headerOf(log.request, "x-request-id"),
    ].map(idOf),
    idOf(headerOf(log.response, "apisix-request-id")),
  );
}

/** Of several that were tried, the one that answered. */
function lastOf(upstreams: string | null): string | null {
  return nameOf(upstreams?.split(",").at(-1));
}

function pathOf(log: Fields): string {
  return firstOf(nameOf(log.upstream_uri), nameOf(at(log.request, "uri")), nameOf(log.uri)) ?? "";
}

function typeOf({ request_type }: Fields): boolean | null {
  return request_type === "ai_stream" ? true : request_type === "ai_chat" ? false : null;
}

function headerOf(message: unknown, name: string): unknown {
  return headersOf(message).find(([each]) => each.toLowerCase() === name)?.[1];
}

function headersOf(message: unknown): [string, unknown][] {
  const headers = at(message, "headers");
  return isFields(headers) ? Object.entries(headers) : [];
}
