import { langfuseTokens } from "../langfuse-usage";
import { besideText, type Tokens, wholeInput } from "../openai-usage";
import { reportedCost, usedTokens } from "../reported-cost";
import { at, firstOf, flagOf, instantOf, msFrom, msOf, nameOf, numberOf, tokensOf, unpackJson, usdOf } from "../values";
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

/** Start and end in epoch µs. */
export function timesOf({ startNs, endNs }: Span): { startUs: number; endUs: number } {
  return { startUs: Number(startNs / 1_000n), endUs: Number(endNs / 1_000n) };
}

export function tokensOfSpan(span: Span): Tokens {
  const details = unpackJson(span.attributes.get("langfuse.observation.usage_details"));
  if (details !== undefined) return langfuseTokens({ usageDetails: details });
  return wholeInput({
    input_tokens: tokensOf(factOf(span, "inputTokens")),
    cached_input_tokens: tokensOf(factOf(span, "cachedInputTokens")),
    cache_write_tokens: tokensOf(factOf(span, "cacheWriteTokens")),
    output_tokens: tokensOf(factOf(span, "outputTokens")),
    reasoning_tokens: tokensOf(factOf(span, "reasoningTokens")),
    ...besideText({
      audioInput: tokensOf(factOf(span, "audioInputTokens")),
      audioOutput: tokensOf(factOf(span, "audioOutputTokens")),
    }),
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
  return usedTokens(tokensOfSpan(span)) ? reportedCost(isOpenLit(span) ? "openlit" : "otlp", cost) : cost;
}

/** Its SDKs say so of the resource, and of each span where the app has a tracer of its own. */
function isOpenLit({ attributes, resource }: Span): boolean {
  return [attributes, resource].some((each) => each.get("telemetry.sdk.name") === "openlit");
}

/** The time to the first token in ms where one was told: never the duration, never 0. */
export function firstTokenMs(span: Span): number | null {
  const { startUs } = timesOf(span);
  const seconds = numberOf(span.attributes.get("gen_ai.response.time_to_first_chunk"));
  const event = span.events.find(({ name }) => name === "ai.stream.firstChunk");
  const completionStart = unpackJson(span.attributes.get("langfuse.observation.completion_start_time"));
  return firstOf(
    seconds === null ? null : msOf(seconds * 1_000),
    msOf(span.attributes.get("ai.response.msToFirstChunk")),
    msOf(event?.attributes.get("ai.response.msToFirstChunk")),
    event ? msFrom(startUs, Number(event.timeNs / 1_000n)) : null,
    completionStart === undefined ? null : msFrom(startUs, instantOf(completionStart)),
  );
}

/** Whether it was streamed, where the source says; saying nothing does not mean no. */
export function streamedOf(span: Span): boolean | null {
  const told = flagOf(factOf(span, "streamed"));
  if (told !== null) return told;
  const operation = nameOf(span.attributes.get("ai.operationId"));
  if (operation?.endsWith(".doStream")) return true;
  if (operation?.endsWith(".doGenerate")) return false;
  if (span.attributes.has("langfuse.observation.completion_start_time")) return true;
  return flagOf(at(unpackJson(span.attributes.get("llm.invocation_parameters")), "stream"));
}
