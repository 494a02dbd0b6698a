import { flagOf, nameOf, numberOf } from "../../values";
import { type Failure, failureOf } from "../failure";
import { NAMES } from "./attribute-names";
import { ERROR_STATUS, type Span } from "./read-spans";
import { factOf, isAiSdk } from "./span-facts";
import { streamedOf } from "./span-stream";

const MESSAGE_CHARACTERS = 500;
/** Facts of which every answer has one or another. */
const OF_ANSWERS = ["finishReason", "responseId", "responseModel", "inputTokens", "outputTokens", "duration"] as const;

/** How a call ended: by its status, or by what its sender says or fails to say of an answer under no status at all. */
export function spanEnd(span: Span): Failure {
  if (hasFailed(span)) return failureOfSpan(span);
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
 * Whether the AI SDK ended a call without any word of an answer. It does so for a stream that its caller aborted: version 7
 * on the call itself, 5 and 6 only on the span around it.
 */
export function isAborted(span: Span): boolean {
  return (
    isAiSdk(span) && span.statusCode !== ERROR_STATUS && OF_ANSWERS.every((fact) => factOf(span, fact) === undefined)
  );
}

/** "unknown" is also version 5's word for reasons of a provider's own, whose streams have usage at their end. */
function hasBrokenOff(span: Span): boolean {
  const reason = factOf(span, "finishReason");
  const isUnfinished = reason === "unknown" && streamedOf(span) === true && factOf(span, "outputTokens") === undefined;
  return reason === "error" || isUnfinished;
}
