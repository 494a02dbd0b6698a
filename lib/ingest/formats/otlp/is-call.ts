import { nameOf, tokensOf } from "../../values";
import type { Span } from "./read-spans";
import { isAborted } from "./span-end";
import { factOf, isAiSdkAttempt, operationOf } from "./span-facts";

const OPERATIONS = new Set(["chat", "text_completion", "generate_content"]);
const TRACELOOP_TYPES = new Set(["chat", "completion"]);
const OPENROUTER_ROOT = "LLM Generation";

/**
 * Whether a span is a call of a model that made text. Agents, tools, retrieval and embeddings are none, nor are spans that
 * repeat what their children tell: the outer ones of the AI SDK, and the attempts below one of OpenRouter's.
 */
export function isCall(span: Span): boolean {
  const { attributes } = span;
  if (span.resource.get("service.name") === "openrouter")
    return span.name === OPENROUTER_ROOT || span.parentSpanId === null;
  const vercel = operationOf(span);
  // Of a stream that its caller aborted there may be nothing but the span around it.
  if (vercel !== null) return isAiSdkAttempt(span) || (vercel === "ai.streamText" && isAborted(span));
  const kind = nameOf(attributes.get("openinference.span.kind"));
  if (kind !== null) return kind.toUpperCase() === "LLM";
  const langfuse = nameOf(attributes.get("langfuse.observation.type"));
  if (langfuse !== null) return langfuse === "generation";
  const operation = nameOf(factOf(span, "operation"));
  if (operation !== null) return OPERATIONS.has(operation);
  const traceloop = nameOf(attributes.get("llm.request.type"));
  if (traceloop !== null) return TRACELOOP_TYPES.has(traceloop);
  const hasModel = factOf(span, "requestModel") !== undefined || factOf(span, "responseModel") !== undefined;
  return hasModel && (factOf(span, "provider") !== undefined || tokensOf(factOf(span, "inputTokens")) !== null);
}
