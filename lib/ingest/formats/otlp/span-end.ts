import { isOlder } from "../../usage/sdk-meanings";
import { flagOf, nameOf, numberOf } from "../../values";
import { isErrorReason } from "../error-reason";
import { type Failure, failureOf } from "../failure";
import { NAMES } from "./attribute-names";
import { ERROR_STATUS, OK_STATUS, type Span } from "./read-spans";
import { factOf, isAiSdk } from "./span-facts";
import { streamedOf } from "./span-stream";

/** An instrumentation from the version on that was seen to do what is said of it. */
type AnswerSource = { scope: RegExp; since: string };
const ANTHROPIC_SDK: AnswerSource = { scope: /^com\.anthropic\.sdk\./, since: "0.134" };
const TRACELOOP_GOOGLE: AnswerSource = { scope: /^@traceloop\/instrumentation-google-generativeai$/, since: "0.27" };
/** Streams of OpenAI's Responses API. */
const TRACELOOP_OPENAI: AnswerSource = { scope: /^@traceloop\/instrumentation-openai$/, since: "0.27" };
/** Of protocols in which every answer has a reason. */
const REASONED: readonly AnswerSource[] = [
  TRACELOOP_GOOGLE,
  { scope: /^@arizeai\/openinference-instrumentation-anthropic$/, since: "0.2" },
  // A stream that was cut; of one that was left or broken it sends nothing.
  { scope: /^@opentelemetry\/instrumentation-openai$/, since: "0.22" },
];
const MESSAGE_CHARACTERS = 500;
/** Facts of which every answer has one or another. */
const OF_ANSWERS = ["finishReason", "responseId", "responseModel", "inputTokens", "outputTokens", "duration"] as const;

/** How a call ended: by its status, or by what its sender says or fails to say of an answer under no status at all. */
export function spanEnd(span: Span): Failure {
  if (hasFailed(span)) return failureOfSpan(span);
  const reason = factOf(span, "finishReason");
  if (isErrorReason(reason)) return failureOf({ type: reason });
  if (hasBrokenOff(span)) return failureOf({});
  const outcome = isAborted(span) ? "cancelled" : "ok";
  return { outcome, http_status: null, error_code: null };
}

/** Bridges from OpenTracing and Zipkin have the status in an attribute; Langfuse has a level of its own. */
function hasFailed({ statusCode, attributes }: Span): boolean {
  if (statusCode === ERROR_STATUS || attributes.get("langfuse.observation.level") === "ERROR") return true;
  if (statusCode !== 0) return false;
  return attributes.get("otel.status_code") === "ERROR" || flagOf(attributes.get("error")) === true;
}

function failureOfSpan(span: Span): Failure {
  const { attributes } = span;
  const exception = span.events.find(({ name }) => name === "exception")?.attributes;
  const messages = [
    span.statusMessage,
    ...NAMES.errorMessage.map((name) => nameOf(attributes.get(name), MESSAGE_CHARACTERS)),
    nameOf(exception?.get("exception.message"), MESSAGE_CHARACTERS),
  ];
  const statuses = NAMES.httpStatus.map((name) => attributes.get(name));
  return failureOf({
    status: statuses.find((status) => (numberOf(status) ?? 0) >= 300),
    type: [...NAMES.errorType.map((name) => attributes.get(name)), exception?.get("exception.type")],
    message: messages,
    grpc: factOf(span, "grpcStatus"),
  });
}

/**
 * Whether a call ended without any word of an answer in spans of those who have one otherwise. So end streams that their
 * caller aborted: with the AI SDK 7 on the call itself, with 5 and 6 only on the span around it.
 */
export function isAborted(span: Span): boolean {
  if (span.statusCode === ERROR_STATUS) return false;
  // Anthropic's own SDK says of each call that was not left that it went well or failed.
  if (isFrom(span, ANTHROPIC_SDK)) return span.statusCode !== OK_STATUS;
  return (isAiSdk(span) || isFrom(span, TRACELOOP_GOOGLE)) && isSilent(span);
}

/** Whether a span ended with the headers of an answer that was still to come, so that it knows neither its end nor its time. */
export function endsBeforeAnswer(span: Span): boolean {
  return isFrom(span, TRACELOOP_OPENAI) && span.statusCode !== ERROR_STATUS && isSilent(span);
}

function isSilent(span: Span): boolean {
  return OF_ANSWERS.every((fact) => factOf(span, fact) === undefined);
}

/** "unknown" is also version 5's word for reasons of a provider's own, whose streams have usage at their end. */
function hasBrokenOff(span: Span): boolean {
  const reason = factOf(span, "finishReason");
  if (reason === undefined) return !isAborted(span) && isWithoutEnd(span);
  const isUnfinished = reason === "unknown" && streamedOf(span) === true && factOf(span, "outputTokens") === undefined;
  return reason === "interrupted" || isUnfinished;
}

/** Whether an answer has no reason why it ended, though its source gives the one of every whole answer. */
function isWithoutEnd(span: Span): boolean {
  return REASONED.some((source) => isFrom(span, source));
}

function isFrom({ scope, scopeVersion }: Span, source: AnswerSource): boolean {
  return source.scope.test(scope ?? "") && !isOlder(scopeVersion ?? "", source.since);
}
