import type { Operation } from "@/lib/domain/operation";
import { operationOf } from "../../operation-of";
import { IGNORED_AS, isOperation, isTextOperation, type Step, type TextOperation } from "../../operations";
import { at, givenNameOf, nameOf, tokensOf, unpackJson } from "../../values";
import { isAgentScope } from "./agents";
import { NAMES } from "./attribute-names";
import { ERROR_STATUS, type Span } from "./read-spans";
import { endsBeforeAnswer, isAborted } from "./span-end";
import { aiSdkOperation, factOf, isAiSdkAttempt } from "./span-facts";

type Kind = Operation | Step;
/** A call of a model that made text, or why a span is none. */
export type SpanClass = { operation: TextOperation } | { ignored: string };

const OPENROUTER_ROOT = "LLM Generation";
/** Its log events have the tokens of the cache and the cost too, and come without tracing. */
const BY_LOGS: SpanClass = { ignored: "is counted by the log events of its agent, which it must export too" };
const NO_CALL: SpanClass = { ignored: "is no call of a model" };
const NAMELESS: SpanClass = { ignored: "names neither a model nor tokens" };
const UNANSWERED: SpanClass = { ignored: "ended before there was an answer" };
const CHAT: SpanClass = { operation: "chat" };
const WORD_CHARACTERS_MAX = 40;
/** What is said to be made of embeddings too. */
const VAGUE_KINDS: ReadonlySet<unknown> = new Set(["generation"]);
/** What the name of a model says of a call where nothing else does. */
const BY_MODEL: ReadonlySet<Kind | null> = new Set(["embedding", "rerank", "moderation"] as const);
/** By what the answer was to be, a call in a word that stands for all of them. */
const BY_OUTPUT: ReadonlyMap<string, Operation> = new Map([
  ["image", "image"],
  ["speech", "speech"],
  ["audio", "speech"],
  ["video", "video"],
]);

/**
 * Whether a span is a call of a model that made text, by what its sender says of its kind, else of its operation, else by
 * what it has. Spans that only repeat what is within them are none: the outer ones of the AI SDK, and what lies below the
 * root in OpenRouter's. Those of a coding agent repeat its log events.
 */
export function classifySpan(span: Span): SpanClass {
  const spanClass = classByItself(span);
  return "operation" in spanClass && isAgentScope(span.scope) ? BY_LOGS : spanClass;
}

function classByItself(span: Span): SpanClass {
  if (span.resource.get("service.name") === "openrouter") {
    return span.name === OPENROUTER_ROOT || span.parentSpanId === null ? CHAT : NO_CALL;
  }
  if (aiSdkOperation(span) !== null) return classifyAiSdk(span);
  const kind = kindOf(span);
  if (kind !== null) {
    if (!isTextOperation(kind)) return { ignored: IGNORED_AS[kind] };
    if (endsBeforeAnswer(span)) return UNANSWERED;
    const other = isVague(span) ? otherKindOf(span) : null;
    if (other !== null) return { ignored: IGNORED_AS[other] };
    return isSomeCall(span) ? { operation: kind } : NAMELESS;
  }
  const word = givenNameOf(NAMES.operation.map((name) => span.attributes.get(name)).find(givenNameOf));
  if (word !== null) return { ignored: `has an unknown operation: ${word.slice(0, WORD_CHARACTERS_MAX)}` };
  if (modelOf(span) === null || !(hasTokens(span) || givenNameOf(factOf(span, "provider")) !== null)) return NO_CALL;
  const other = otherKindOf(span);
  return other === null ? CHAT : { ignored: IGNORED_AS[other] };
}

/** Whether only a word that embeddings go by too says what it is. */
function isVague({ attributes }: Span): boolean {
  return VAGUE_KINDS.has(attributes.get("langfuse.observation.type")) && !attributes.has("gen_ai.operation.name");
}

/** What is no text by the path that was called, or by the name of the model. */
function otherKindOf(span: Span): Exclude<Kind, TextOperation> | null {
  const byRoute = operationOf(span.attributes.get("http.route"));
  if (byRoute !== null && isOperation(byRoute) && !isTextOperation(byRoute)) return byRoute;
  const byModel = operationOf(modelOf(span));
  return byModel === null || isTextOperation(byModel) || !BY_MODEL.has(byModel) ? null : byModel;
}

function classifyAiSdk(span: Span): SpanClass {
  const operation = aiSdkOperation(span);
  // Of a stream that its caller aborted there may be nothing but the span around it.
  if (isAiSdkAttempt(span) || (operation === "ai.streamText" && isAborted(span))) return CHAT;
  const kind = operationOf(operation);
  return { ignored: IGNORED_AS[kind === null || isTextOperation(kind) ? "chain" : kind] };
}

/** What a span is by its sender's own words; null where they are unknown here, or there are none. */
function kindOf(span: Span): Kind | null {
  const kind = firstKind(NAMES.kind.map((name) => kindWord(span.attributes.get(name))));
  if (kind !== null && !isTextOperation(kind)) return kind;
  const operation = firstKind(NAMES.operation.map((name) => span.attributes.get(name)));
  // What is called the work of a model may be an embedding; a word for a step around it does not make it one.
  if (kind !== null) return operation !== null && isOperation(operation) ? operation : kind;
  if (operation === null) return firstKind(NAMES.outerKind.map((name) => span.attributes.get(name)));
  const output = nameOf(span.attributes.get("gen_ai.output.type"));
  const isAnyContent = NAMES.operation.some((name) => span.attributes.get(name) === "generate_content");
  return (isAnyContent && output !== null && BY_OUTPUT.get(output)) || operation;
}

function firstKind(words: readonly unknown[]): Kind | null {
  for (const word of words) {
    const kind = operationOf(word);
    if (kind !== null) return kind;
  }
  return null;
}

/** MLflow has its word in JSON's quotes, Braintrust in an object. */
function kindWord(value: unknown): unknown {
  if (typeof value !== "string" || !/^["{]/.test(value)) return value;
  const unpacked = unpackJson(value);
  return typeof unpacked === "string" ? unpacked : at(unpacked, "type");
}

/** A prompt's template is called a chat too by LangSmith, but has nothing of a call. */
function isSomeCall(span: Span): boolean {
  const hasAnswer = factOf(span, "responseId") !== undefined || hasTokens(span);
  return modelOf(span) !== null || hasAnswer || span.statusCode === ERROR_STATUS;
}

function modelOf(span: Span): string | null {
  return givenNameOf(factOf(span, "responseModel")) ?? givenNameOf(factOf(span, "requestModel"));
}

function hasTokens(span: Span): boolean {
  return tokensOf(factOf(span, "inputTokens")) !== null || tokensOf(factOf(span, "outputTokens")) !== null;
}
