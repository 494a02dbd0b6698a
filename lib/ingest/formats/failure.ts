import { type Outcome, outcomeFromHttpStatus } from "@/lib/domain/outcome";
import { at, nameOf, numberOf } from "../values";

/** What a source says of a failure: any of these may be missing. */
export type FailureSigns = { status?: unknown; type?: unknown; message?: unknown };
export type Failure = { outcome: Outcome; http_status: number | null; error_code: string | null };

const STATUS_FIRST = /^(?:error code: )?([1-5]\d\d)\b/i;
const UNKNOWN_TYPE = "_OTHER";
/** The first that matches the type decides. */
const OUTCOMES_BY_TYPE: readonly (readonly [RegExp, Outcome])[] = [
  [/rate.?limit|too.?many.?requests|insufficient.?quota/i, "rate_limited"],
  [/time.?out|timed.?out/i, "timeout"],
  [/abort|cancell?ed/i, "cancelled"],
  [/internal.?server|connection|unavailable|overloaded|server.?error/i, "server_error"],
  [
    /bad.?request|invalid.?request|authentication|permission|unauthori|forbidden|not.?found|unprocessable|conflict|context.?(length|window)|content.?(policy|filter)/i,
    "client_error",
  ],
];
const KIND = /^[A-Za-z_][\w.:-]{0,63}$/;

/**
 * How a failed attempt ended: by its HTTP status if one is told, wherever it stands, else by its kind of error, else by
 * what its message begins with. What nobody can tell is the server's failure.
 */
export function failureOf({ status, type, message }: FailureSigns): Failure {
  const text = typeof message === "string" ? message.trim() : "";
  const named = nameOf(type);
  // A sentence is no kind of error, and may quote a prompt.
  const kind = named !== null && (KIND.test(named) || statusOf(named) !== null) ? named : null;
  const http_status = statusOf(status) ?? statusOf(kind) ?? statusOf(STATUS_FIRST.exec(text)?.[1]);
  const error_code = kind === null || kind === UNKNOWN_TYPE || statusOf(kind) !== null ? null : kind;
  const said = http_status === null ? null : outcomeFromHttpStatus(http_status);
  const byType = OUTCOMES_BY_TYPE.find(([pattern]) => error_code !== null && pattern.test(error_code))?.[1];
  // An error may come in an answer of status 200.
  const outcome = said !== null && said !== "ok" ? said : (byType ?? byMessage(text));
  return { outcome, http_status: said === "ok" ? null : http_status, error_code };
}

/** The kind of an error object as providers answer it; never its message, which may quote a prompt. */
export function errorSigns(error: unknown): FailureSigns {
  const code = at(error, "code");
  return {
    status: statusOf(code) ?? at(error, "status"),
    type: nameOf(typeof code === "string" && statusOf(code) === null ? code : null) ?? at(error, "type"),
    message: at(error, "message"),
  };
}

function byMessage(text: string): Outcome {
  if (/\brate limit/i.test(text)) return "rate_limited";
  // What the SDKs' and fetch's own errors say where the name of their class is lost.
  if (/^(?:the |this )?(?:request|operation) was (?:aborted|cancell?ed)\b/i.test(text)) return "cancelled";
  return /\btimed? ?out\b/i.test(text) ? "timeout" : "server_error";
}

function statusOf(value: unknown): number | null {
  const number = numberOf(value);
  return number !== null && Number.isInteger(number) && number >= 100 && number <= 599 ? number : null;
}
