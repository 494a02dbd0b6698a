import type { LogRecordInput } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { usageUnlessZero } from "../usage/reported-usage";
import {
  at,
  type Fields,
  firstOf,
  givenNameOf,
  hashOf,
  idOf,
  instantOf,
  isFields,
  msOf,
  nameOf,
  numberOf,
  tokensOf,
  ttftWithin,
  usdOf,
} from "../values";
import { cacheReplay } from "./cache-replay";
import { canonicalJson } from "./canonical-json";
import type { Entry, Format } from "./entry";
import { failureOf } from "./failure";
import { readEntries } from "./read-payload";
import { reportedCost } from "./reported-cost";

/** The plugins that pass a request on to a model; others, such as ai-request-transformer, ask one beside it. */
const PROXIES = /^(?:proxy|ai-proxy(?:-advanced)?)$/;
const CACHE = "kong-cache";
/** What Kong says of a model that it knows nothing of. */
const NO_MODEL = "UNSPECIFIED";

/**
 * What Kong's logging plugins write for a request that its AI plugins had to do with: one object, or a batch of them.
 *
 * Source: Kong Gateway 3.6 to 3.9 (kong/llm, kong/pdk/log.lua at 22246ef) and the AI Gateway's audit log reference.
 */
export const kong: Format = {
  name: "kong",
  title: "Kong AI Gateway logs",
  read: ({ text }) => readEntries(text, entriesOf),
};

function entriesOf(value: unknown): Entry[] {
  if (!isFields(value)) return [{ unreadable: "Is no object" }];
  const { ai } = value;
  const plugins = isFields(ai) ? Object.entries(ai).filter(([, block]) => modelsOf(block).model !== null) : [];
  if (plugins.length === 0) return [{ ignored: "No model was asked" }];
  return plugins.map(([plugin, block]) => entryOf(value, plugin, block));
}

function entryOf(log: Fields, plugin: string, block: unknown): Entry {
  const { model, requested } = modelsOf(block);
  const startUs = instantOf(log.started_at);
  if (model === null) return { unreadable: "request_model is missing" };
  if (startUs === null) return { unreadable: "started_at is missing" };
  const isProxy = PROXIES.test(plugin);
  const requestId = idOf(firstOf(at(log.request, "id"), log.correlation_id)) ?? hashOf(canonicalJson(log));
  const meta = at(block, "meta");
  const durationMs = firstOf(
    positive(msOf(at(meta, "llm_latency"))),
    isProxy ? msOf(at(log.latencies, "request")) : null,
  );
  const usage = usageOf(at(block, "usage"));
  const streamed = isProxy && /event-?stream/i.test(nameOf(at(log.response, "headers", "content-type")) ?? "");
  const ttftMs = firstOf(msOf(at(block, "usage", "time_to_first_token")), msOf(at(meta, "time_to_first_token")));
  const end = isProxy ? endOf(log) : { outcome: "ok" as const };
  const record: LogRecordInput = {
    id: isProxy ? requestId : (idOf(`${requestId}:${plugin}`) ?? requestId),
    request_id: isProxy ? null : idOf(`${requestId}:${plugin}`),
    model,
    requested_model: requested,
    provider: givenNameOf(at(meta, "provider_name") === NO_MODEL ? null : at(meta, "provider_name")),
    started_at: formatInstantUs(startUs),
    duration_ms: durationMs,
    ...end,
    streamed: isProxy ? streamed : null,
    ttft_ms: end.outcome === "ok" ? ttftWithin(ttftMs, durationMs, streamed) : null,
    ...usage,
    cost_usd: reportedCost("kong", usdOf(at(block, "usage", "cost"))),
    trace_id: idOf(firstOf(at(log.trace_id, "w3c"), at(log.trace_id, "datadog"), log.trace_id)),
    ...labelsOf(log),
  };
  const isHit = nameOf(at(block, "cache", "cache_status"))?.toLowerCase() === "hit";
  return { record: isHit ? cacheReplay(record, CACHE) : record };
}

function modelsOf(block: unknown): { model: string | null; requested: string | null } {
  const name = (field: string) => {
    const value = givenNameOf(at(block, "meta", field));
    return value === NO_MODEL ? null : value;
  };
  const requested = name("request_model");
  return { model: firstOf(name("response_model"), requested), requested };
}

/** The documentation's own names are in the singular. */
function usageOf(usage: unknown): Partial<LogRecordInput> {
  const count = (...names: readonly string[]) => firstOf(...names.map((name) => tokensOf(at(usage, name))));
  return usageUnlessZero(
    {
      input: count("prompt_tokens", "prompt_token"),
      output: count("completion_tokens", "completion_token"),
      total: positive(count("total_tokens", "total_token")),
    },
    undefined,
    usage,
  ).tokens;
}

/** What Kong answered itself with a status of the caller's kind, a plugin of its turned away: a limit, a guard, a budget. */
function endOf({ response, source, upstream_status }: Fields): Partial<LogRecordInput> & { outcome: string } {
  const status = numberOf(at(response, "status"));
  if (status === null || status < 300) return { outcome: "ok", http_status: 200 };
  const failure = failureOf({ status });
  const isOwn = nameOf(source) === "kong" || (source === undefined && nameOf(upstream_status) === null);
  return isOwn && status < 500 && failure.outcome !== "cancelled" ? { ...failure, outcome: "refused" } : failure;
}

/** Whom Kong authenticated is who called; workspaces are its environments. */
function labelsOf({ consumer, route, service, workspace_name }: Fields): Partial<LogRecordInput> {
  const workspace = nameOf(workspace_name);
  return {
    key: firstOf(nameOf(at(consumer, "username")), nameOf(at(consumer, "custom_id"))),
    app: nameOf(at(service, "name")),
    tier: nameOf(at(route, "name")),
    environment: workspace === "default" ? null : workspace,
  };
}

function positive(number: number | null): number | null {
  return number || null;
}
