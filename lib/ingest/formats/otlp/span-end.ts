import { firstOf, nameOf } from "../../values";
import { type Failure, failureOf } from "../failure";
import type { Span } from "./read-spans";
import { factOf, isAiSdk, streamedOf } from "./span-facts";

const ERROR_STATUS = 2;
/** Facts of which every answer has one or another. */
const OF_ANSWERS = ["finishReason", "responseId", "responseModel", "inputTokens", "outputTokens", "duration"] as const;

/** How a call ended: by its status, or by what the AI SDK says or fails to say of an answer under no status at all. */
export function spanEnd(span: Span): Failure {
  const { attributes } = span;
  if (span.statusCode === ERROR_STATUS || attributes.get("langfuse.observation.level") === "ERROR") {
    const exception = span.events.find(({ name }) => name === "exception")?.attributes;
    return failureOf({
      status: factOf(span, "httpStatus"),
      type: firstOf(nameOf(attributes.get("error.type")), nameOf(exception?.get("exception.type"))),
      message: firstOf(
        span.statusMessage,
        nameOf(attributes.get("langfuse.observation.status_message"), 500),
        nameOf(exception?.get("exception.message"), 500),
      ),
    });
  }
  if (hasBrokenOff(span)) return failureOf({});
  const outcome = isAborted(span) ? "cancelled" : "ok";
  return { outcome, http_status: null, error_code: null };
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
