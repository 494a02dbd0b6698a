import { isNothing, nameOf } from "../../values";
import { NAMES } from "./attribute-names";
import type { Span } from "./read-spans";
import type { AttributeValue } from "./read-values";

/** A fact's value under the first of its names that is present. */
export function factOf(span: Span, fact: keyof typeof NAMES): AttributeValue | undefined {
  for (const name of NAMES[fact]) {
    const value = span.attributes.get(name);
    if (value !== undefined && !(typeof value === "string" && isNothing(value))) return value;
  }
  return undefined;
}

/** What the AI SDK was doing, as versions up to 6 say it and the legacy integration of 7. */
export function aiSdkOperation(span: Span): string | null {
  return nameOf(span.attributes.get("ai.operationId"));
}

/** One call of a provider within the AI SDK's span around a request and its retries. */
export function isAiSdkAttempt(span: Span): boolean {
  return /\.do(Generate|Stream)$/.test(aiSdkOperation(span) ?? "");
}

/** The AI SDK names the API beside the provider. */
export const API_SUFFIX = /\.(chat|responses|completions?|messages|generative-ai)$/;

/** Whether the AI SDK made it, of any version: 7 has no attributes of its own, only its ways of naming. */
export function isAiSdk(span: Span): boolean {
  const provider = nameOf(factOf(span, "provider")) ?? "";
  return aiSdkOperation(span) !== null || span.scope === "gen_ai" || API_SUFFIX.test(provider);
}

/** Start and end in epoch µs. */
export function timesOf({ startNs, endNs }: Span): { startUs: number; endUs: number } {
  return { startUs: Number(startNs / 1_000n), endUs: Number(endNs / 1_000n) };
}
