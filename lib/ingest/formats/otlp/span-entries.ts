import type { LogRecordInput } from "@/lib/contract/log-record";
import { DEFAULT_OPERATION, type Operation } from "@/lib/domain/operation";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { usageMark } from "../../usage/tokens";
import { firstOf, givenNameOf, idOf, msFrom, nameOf, ttftWithin } from "../../values";
import type { Entry } from "../entry";
import { providerOfHost, regionOfHost } from "../hosts";
import { LITELLM_CACHE } from "../litellm";
import { classifySpan } from "./classify-span";
import type { KnownCall } from "./known-trace";
import { addressOfLiteLlm, isLiteLlm, isLiteLlmReplay, modelsOfLiteLlm } from "./litellm-span";
import type { BrokenSpan, Span } from "./read-spans";
import { type ExportedSpan, settleExport } from "./settle-export";
import { spanEnd } from "./span-end";
import { API_SUFFIX, factOf, isAiSdkAttempt, timesOf } from "./span-facts";
import { labelsOfSpan } from "./span-labels";
import { firstTokenMs, streamedOf } from "./span-stream";
import { costOfSpan, usageOfSpan } from "./usage-of-span";

/** Engines that report what they serve themselves, by the beginning of their tracers' names; they name no provider. */
const ENGINES: readonly (readonly [RegExp, string])[] = [
  [/^vllm\b/i, "vllm"],
  [/^sglang\b/i, "sglang"],
  [/^tensorrt_?llm\b|^trtllm\b/i, "tensorrt-llm"],
  [/^text.generation.(?:inference|router)\b/i, "text-generation-inference"],
];

/** Of the name of a span that is left out. */
const EXAMPLE_CHARACTERS = 80;

/** The attempts among spans. Each is counted once: of calls within calls the innermost, as far as they came together. */
export function spanEntries(read: readonly (Span | BrokenSpan)[]): Entry[] {
  return settleExport(readCalls(read), new Map()).entries;
}

/** The spans of an export, each as what it is by itself. */
export function readCalls(read: readonly (Span | BrokenSpan)[]): ExportedSpan[] {
  return read.map((span) => {
    if ("broken" in span) return { entry: { unreadable: span.broken } };
    const { traceId, spanId, parentSpanId } = span;
    const entry = entryOf(span);
    return { entry, traceId, spanId, parentSpanId, call: knownCallOf(span, entry) };
  });
}

/** What a span would be by itself. */
function entryOf(span: Span): Entry {
  const spanClass = classifySpan(span);
  if ("ignored" in spanClass) return { ...spanClass, example: nameOf(span.name, EXAMPLE_CHARACTERS) ?? undefined };
  return callEntry(span, spanClass.operation);
}

function knownCallOf(span: Span, entry: Entry): KnownCall | null {
  if (!("record" in entry)) return null;
  const { record, otherReading } = entry;
  const asked = record.requested_model ?? record.model;
  return {
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    scope: span.scope ?? "",
    asked: asked.slice(asked.lastIndexOf("/") + 1).toLowerCase(),
    responseId: idOf(factOf(span, "responseId")),
    ...timesOf(span),
    ...(otherReading && { otherReading }),
    record,
  };
}

function callEntry(span: Span, operation: Operation): Entry {
  const { startUs, endUs } = timesOf(span);
  const durationMs = msFrom(startUs, endUs);
  const { model, requested } = modelsOf(span);
  if (model === null) return { unreadable: "a call has no model" };
  if (startUs === 0 || durationMs === null) return { unreadable: "a call has no start and end" };
  const streamed = streamedOf(span);
  const ttft = ttftWithin(firstTokenMs(span), durationMs, streamed);
  const end = spanEnd(span);
  const usage = usageOfSpan(span);
  const record: LogRecordInput = {
    id: `${span.traceId}:${span.spanId}`,
    trace_id: span.traceId,
    request_id: requestIdOf(span),
    model,
    requested_model: requested,
    operation: operation === DEFAULT_OPERATION ? null : operation,
    started_at: formatInstantUs(startUs),
    duration_ms: durationMs,
    ...end,
    ...placeOf(span),
    ...labelsOfSpan(span),
    streamed: firstOf(streamed, ttft === null ? null : true),
    ttft_ms: end.outcome === "ok" ? ttft : null,
    ...usage.tokens,
    cost_usd: costOfSpan(span, usage),
    service_tier: nameOf(factOf(span, "serviceTier")),
  };
  return isLiteLlmReplay(span) ? { record: replayOf(record) } : { ...usageMark(usage), record };
}

function modelsOf(span: Span): { model: string | null; requested: string | null } {
  const answering = givenNameOf(factOf(span, "responseModel"));
  const asked = givenNameOf(factOf(span, "requestModel"));
  if (!isLiteLlm(span)) return { model: firstOf(answering, asked), requested: asked };
  return modelsOfLiteLlm({ deployment: givenNameOf(factOf(span, "deploymentModel")), asked, answering });
}

/** What LiteLLM answered itself: no model's health or speed shows in it, and nobody was paid. */
function replayOf(record: LogRecordInput): LogRecordInput {
  const { id, trace_id, started_at, duration_ms, outcome, http_status, error_code, app, region, streamed } = record;
  const known = { id, trace_id, started_at, duration_ms, outcome, http_status, error_code, app, region, streamed };
  const requested_model = record.requested_model ?? record.model;
  return { ...known, model: LITELLM_CACHE, provider: LITELLM_CACHE, requested_model, cost_usd: 0, tags: ["cache_hit"] };
}

/** Retries of the AI SDK are children of one span; elsewhere a call that was answered has the answer's id. */
function requestIdOf(span: Span): string | null {
  if (isAiSdkAttempt(span) && span.parentSpanId) return `${span.traceId}:${span.parentSpanId}`;
  return idOf(factOf(span, "responseId"));
}

function placeOf(span: Span): Pick<LogRecordInput, "provider" | "region" | "app"> {
  const address = firstOf(nameOf(span.attributes.get("server.address")), addressOfLiteLlm(span));
  const named = firstOf(givenNameOf(factOf(span, "servingProvider")), givenNameOf(factOf(span, "provider")));
  const service = nameOf(span.resource.get("service.name"));
  const isNamed = service !== null && !service.startsWith("unknown_service") && service !== "openrouter";
  return {
    provider: firstOf(providerOfHost(address), named?.replace(API_SUFFIX, ""), engineOf(span)),
    region: firstOf(nameOf(span.resource.get("cloud.region")), regionOfHost(address)),
    app: isNamed ? service : nameOf(factOf(span, "app")),
  };
}

function engineOf({ scope }: Span): string | null {
  return ENGINES.find(([name]) => name.test(scope ?? ""))?.[1] ?? null;
}
