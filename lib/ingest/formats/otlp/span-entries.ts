import type { LogRecordInput } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { usageMark } from "../../usage/tokens";
import { firstOf, idOf, msFrom, nameOf, ttftWithin } from "../../values";
import type { Entry } from "../entry";
import { providerOfHost, regionOfHost } from "../hosts";
import { rankAttempts } from "../rank-attempts";
import { RecentSpans } from "./innermost";
import { isCall } from "./is-call";
import type { BrokenSpan, Span } from "./read-spans";
import { spanEnd } from "./span-end";
import {
  API_SUFFIX,
  costOfSpan,
  factOf,
  firstTokenMs,
  isAiSdkAttempt,
  streamedOf,
  timesOf,
  usageOfSpan,
} from "./span-facts";

/**
 * The attempts among spans. Each is counted once: of calls within calls the innermost, as far as `recent` knows them.
 */
export function spanEntries(read: readonly (Span | BrokenSpan)[], recent = new RecentSpans()): Entry[] {
  recent.add(read.filter((span) => "spanId" in span));
  return rankAttempts(
    read.map((span): Entry => {
      if ("broken" in span) return { unreadable: span.broken };
      if (!isCall(span)) return { ignored: "is no call of a model" };
      if (recent.repeatsAnother(span)) return { ignored: "repeats a call that was told too" };
      return callEntry(span);
    }),
  );
}

function callEntry(span: Span): Entry {
  const { startUs, endUs } = timesOf(span);
  const durationMs = msFrom(startUs, endUs);
  const answering = nameOf(factOf(span, "responseModel"));
  const requested = nameOf(factOf(span, "requestModel"));
  const model = firstOf(answering, requested);
  if (model === null) return { unreadable: "a call has no model" };
  if (startUs === 0 || durationMs === null) return { unreadable: "a call has no start and end" };
  const streamed = streamedOf(span);
  const ttft = ttftWithin(firstTokenMs(span), durationMs, streamed);
  const end = spanEnd(span);
  const usage = usageOfSpan(span);
  return {
    ...usageMark(usage),
    record: {
      id: `${span.traceId}:${span.spanId}`,
      trace_id: span.traceId,
      request_id: requestIdOf(span),
      model,
      requested_model: requested,
      started_at: formatInstantUs(startUs),
      duration_ms: durationMs,
      ...end,
      ...placeOf(span),
      streamed: firstOf(streamed, ttft === null ? null : true),
      ttft_ms: end.outcome === "ok" ? ttft : null,
      ...usage.tokens,
      cost_usd: costOfSpan(span),
      service_tier: nameOf(factOf(span, "serviceTier")),
    },
  };
}

/** Retries of the AI SDK are children of one span; elsewhere a call that was answered has the answer's id. */
function requestIdOf(span: Span): string | null {
  if (isAiSdkAttempt(span) && span.parentSpanId) return `${span.traceId}:${span.parentSpanId}`;
  return idOf(factOf(span, "responseId"));
}

function placeOf(span: Span): Pick<LogRecordInput, "provider" | "region" | "app"> {
  const address = nameOf(span.attributes.get("server.address"));
  const named = firstOf(nameOf(factOf(span, "servingProvider")), nameOf(factOf(span, "provider")));
  const service = nameOf(span.resource.get("service.name"));
  const isNamed = service !== null && !service.startsWith("unknown_service") && service !== "openrouter";
  return {
    provider: firstOf(providerOfHost(address), named?.replace(API_SUFFIX, "")),
    region: firstOf(nameOf(span.resource.get("cloud.region")), regionOfHost(address)),
    app: isNamed ? service : nameOf(factOf(span, "app")),
  };
}
