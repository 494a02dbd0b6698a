import { langfuseUsage } from "../../usage/langfuse-usage";
import { spanUsage } from "../../usage/span-usage";
import type { Usage } from "../../usage/tokens";
import { at, firstOf, flagOf, instantOf, msFrom, msOf, nameOf, numberOf, unpackJson, usdOf } from "../../values";
import { reportedCost, usedTokens } from "../reported-cost";
import { NAMES } from "./attribute-names";
import type { AttributeValue, Span } from "./read-spans";

/** A fact's value under the first of its names that is present. */
export function factOf(span: Span, fact: keyof typeof NAMES): AttributeValue | undefined {
  for (const name of NAMES[fact]) {
    const value = span.attributes.get(name);
    if (value !== undefined && value !== "") return value;
  }
  return undefined;
}

/** What the AI SDK was doing, as versions up to 6 say it and the legacy integration of 7. */
export function operationOf(span: Span): string | null {
  return nameOf(span.attributes.get("ai.operationId"));
}

/** One call of a provider within the AI SDK's span around a request and its retries. */
export function isAiSdkAttempt(span: Span): boolean {
  return /\.do(Generate|Stream)$/.test(operationOf(span) ?? "");
}

/** The AI SDK names the API beside the provider. */
export const API_SUFFIX = /\.(chat|responses|completions?|messages|generative-ai)$/;

/** Whether the AI SDK made it, of any version: 7 has no attributes of its own, only its ways of naming. */
export function isAiSdk(span: Span): boolean {
  const provider = nameOf(factOf(span, "provider")) ?? "";
  return operationOf(span) !== null || span.scope === "gen_ai" || API_SUFFIX.test(provider);
}

/** Start and end in epoch µs. */
export function timesOf({ startNs, endNs }: Span): { startUs: number; endUs: number } {
  return { startUs: Number(startNs / 1_000n), endUs: Number(endNs / 1_000n) };
}

export function usageOfSpan(span: Span): Usage {
  const details = unpackJson(span.attributes.get("langfuse.observation.usage_details"));
  if (details !== undefined) return langfuseUsage({ usageDetails: details });
  return spanUsage({
    scope: span.scope,
    scopeVersion: span.scopeVersion,
    provider: nameOf(factOf(span, "provider")),
    model: nameOf(factOf(span, "responseModel") ?? factOf(span, "requestModel")),
    attributes: span.attributes,
    resource: span.resource,
    streamed: streamedOf(span),
  });
}

/** What the source said a call cost, in USD; OpenTelemetry itself has no name for it. */
export function costOfSpan(span: Span): number | null {
  const details = unpackJson(span.attributes.get("langfuse.observation.cost_details"));
  const cost = firstOf(
    usdOf(factOf(span, "cost")),
    usdOf(at(details, "total")),
    usdOf(span.attributes.get("gen_ai.usage.cost")),
  );
  // Only a 0 can mean anything else than it says.
  if (cost !== 0 || !usedTokens(usageOfSpan(span).tokens)) return cost;
  return reportedCost(isOpenLit(span) ? "openlit" : "otlp", cost);
}

/** Its SDKs say so of the resource, and of each span where the app has a tracer of its own. */
function isOpenLit({ attributes, resource }: Span): boolean {
  return [attributes, resource].some((each) => each.get("telemetry.sdk.name") === "openlit");
}

/** The time to the first token in ms where one was told: never the duration, never 0. */
export function firstTokenMs(span: Span): number | null {
  const { startUs } = timesOf(span);
  const seconds = numberOf(factOf(span, "firstChunkSeconds"));
  const event = span.events.find(({ name }) => name === "ai.stream.firstChunk");
  const completionStart = unpackJson(span.attributes.get("langfuse.observation.completion_start_time"));
  return firstOf(
    seconds === null ? null : msOf(seconds * 1_000),
    msOf(factOf(span, "firstChunkMs")),
    ...NAMES.firstChunkMs.map((name) => msOf(event?.attributes.get(name))),
    event ? msFrom(startUs, Number(event.timeNs / 1_000n)) : null,
    completionStart === undefined ? null : msFrom(startUs, instantOf(completionStart)),
  );
}

/** Whether it was streamed, where the source says; saying nothing does not mean no. */
export function streamedOf(span: Span): boolean | null {
  const flag = flagOf(factOf(span, "streamed"));
  if (flag !== null) return flag;
  const operation = operationOf(span);
  if (operation !== null && /^ai\.stream/.test(operation)) return true;
  if (operation?.endsWith(".doGenerate")) return false;
  if (span.attributes.has("langfuse.observation.completion_start_time")) return true;
  return flagOf(at(unpackJson(span.attributes.get("llm.invocation_parameters")), "stream"));
}
