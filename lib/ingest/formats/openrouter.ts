import type { LogRecordInput } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { reportedUsage } from "../usage/reported-usage";
import {
  at,
  type Fields,
  firstOf,
  flagOf,
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
import type { Entry, Format } from "./entry";
import { isErrorReason } from "./error-reason";
import { failureOf } from "./failure";
import { readSpans } from "./otlp/read-spans";
import { spanEntries } from "./otlp/span-entries";
import { readEntries } from "./read-payload";

/** Generations as OpenRouter's API gives them, and its Broadcast, which is OTLP. */
export const openrouter: Format = {
  name: "openrouter",
  title: "OpenRouter generations and Broadcast",
  read: ({ text }) =>
    readEntries(text, (value) => {
      if (isFields(value) && "resourceSpans" in value) return spanEntries(readSpans(value));
      return generationEntries(isFields(value) && "data" in value ? value.data : value);
    }),
};

/** Whose list has the price, whoever answered. */
const ISSUER = "openrouter";
/** Providers tried for one generation; more than any router tries. */
const TRIED_MAX = 20;

function generationEntries(value: unknown): Entry[] {
  if (!isFields(value)) return [{ unreadable: "Is no object" }];
  const apiType = nameOf(value.api_type);
  if (apiType !== null && !/completion|response|message/i.test(apiType)) return [{ ignored: `api_type ${apiType}` }];
  const id = idOf(value.id);
  const model = nameOf(value.model);
  const startUs = instantOf(value.created_at);
  const { durationMs, firstMs } = timesOf(value);
  if (id === null || model === null) return [{ unreadable: id === null ? "id is missing" : "model is missing" }];
  if (startUs === null || durationMs === null) return [{ unreadable: "created_at or latency is missing" }];

  const streamed = flagOf(value.streamed);
  const shared = {
    model,
    // With one's own key it is the provider that bills.
    invoice_issuer: value.is_byok === true ? null : ISSUER,
    region: nameOf(value.data_region),
    tier: nameOf(value.router),
    app: firstOf(nameOf(value.http_referer), nameOf(value.api_key_name)),
    key: nameOf(value.api_key_name),
    team: firstOf(nameOf(value.workspace_name), nameOf(value.workspace_id)),
    consumer: firstOf(nameOf(value.external_user), nameOf(value.user)),
    session: nameOf(value.session_id),
    request_id: firstOf(idOf(value.request_id), id),
    trace_id: idOf(value.session_id),
    service_tier: nameOf(value.service_tier),
    streamed,
  };
  const tried = Array.isArray(value.provider_responses) ? value.provider_responses.slice(-TRIED_MAX) : [];
  const failed = tried.slice(0, -1).map((response, index) => ({ response, id: `${id.slice(0, 120)}:${index + 1}` }));
  let atUs = startUs;
  const earlier = failed.map(({ response, id }, index): Entry => {
    const ms = msOf(at(response, "latency")) ?? 0;
    const started_at = formatInstantUs(atUs);
    atUs += Math.round(ms * 1_000);
    const end = failureOf({ status: at(response, "status") });
    const provider = nameOf(at(response, "provider_name"));
    return {
      record: { ...shared, id, started_at, duration_ms: ms, provider, ...end, attempt: index + 1, final: false },
    };
  });
  return [
    ...earlier,
    {
      record: {
        ...shared,
        id,
        started_at: formatInstantUs(atUs),
        duration_ms: durationMs,
        attempt: failed.length + 1,
        provider: nameOf(value.provider_name),
        ttft_ms: streamed ? ttftWithin(firstMs, durationMs, streamed) : null,
        ...endOf(value, tried.at(-1)),
        ...tokensOfGeneration(value),
        cost_usd: costOf(value),
      },
    },
  ];
}

/** What is called latency is the whole or, where generating took longer, the time to the first token. */
function timesOf(value: Fields): { durationMs: number | null; firstMs: number | null } {
  const latency = msOf(value.latency);
  const generation = msOf(value.generation_time);
  if (latency === null || generation === null || latency >= generation) {
    return { durationMs: firstOf(latency, generation), firstMs: null };
  }
  return { durationMs: generation, firstMs: latency };
}

function endOf(value: Fields, last: unknown): Partial<LogRecordInput> {
  if (value.cancelled === true) return { outcome: "cancelled" };
  const status = numberOf(at(last, "status"));
  if (status !== null && status >= 300) return failureOf({ status });
  return isErrorReason(value.finish_reason)
    ? failureOf({ type: value.finish_reason })
    : { outcome: "ok", http_status: 200 };
}

/** The provider's own counts, by which it bills. */
function tokensOfGeneration(value: Fields): Partial<LogRecordInput> {
  return reportedUsage({
    input: firstOf(tokensOf(value.native_tokens_prompt), tokensOf(value.tokens_prompt)),
    output: firstOf(tokensOf(value.native_tokens_completion), tokensOf(value.tokens_completion)),
    reasoning: tokensOf(value.native_tokens_reasoning),
    cachedInput: tokensOf(value.native_tokens_cached),
  }).tokens;
}

/** With one's own key the provider bills too, on top of what OpenRouter charged. */
function costOf(value: Fields): number | null {
  const charged = firstOf(usdOf(value.total_cost), usdOf(value.usage));
  const upstream = value.is_byok === true ? usdOf(value.upstream_inference_cost) : null;
  return charged === null || upstream === null ? charged : Number((charged + upstream).toPrecision(15));
}
