import { type Outcome, outcomeFromHttpStatus } from "@/lib/domain/outcome";
import { at, firstOf, nameOf, numberOf } from "../values";
import { messageSigns } from "./failure-messages";
import { failureOfGrpc, failureOfName, isAnyError } from "./failure-names";

/**
 * What a source says of a failure: any of these may be missing. Of several types or messages the first that says
 * something counts; `grpc` is a status of gRPC, `category` a gateway's own word for why it turned a call away.
 */
export type FailureSigns = {
  status?: unknown;
  type?: unknown;
  message?: unknown;
  grpc?: unknown;
  category?: unknown;
};
export type Failure = { outcome: Outcome; http_status: number | null; error_code: string | null };

const UNKNOWN_TYPE = "_OTHER";
/** What JavaScript and Python call an error that has no name. */
const NO_NAMES = new Set(["Error", "Exception"]);
const KIND_CHARACTERS = 64;
const KIND = /^[A-Za-z_][\w.:$-]{0,63}$/;
/** Portkey's answer to what its guardrails deny; nobody else has this status. */
const REFUSED_STATUS = 446;
/** Statuses that services answer with to several things, and those of them that only the error's name tells apart. */
const VAGUE_STATUSES: ReadonlyMap<number | null, readonly (Outcome | undefined)[]> = new Map([
  [400, ["rate_limited", "timeout", "cancelled"]],
  [424, ["server_error", "rate_limited", "timeout"]],
  [500, ["rate_limited", "timeout", "cancelled"]],
]);
/** What unknown names of errors have in them; the first that fits decides. */
const OUTCOMES_BY_PART: readonly (readonly [RegExp, Outcome])[] = [
  [/rate.?limit|too.?many.?requests|insufficient.?quota|throttl/i, "rate_limited"],
  [/time.?out|timed.?out/i, "timeout"],
  [/abort|cancell?ed/i, "cancelled"],
  [/internal.?server|connection|unavailable|overloaded|server.?error/i, "server_error"],
  [
    /bad.?request|invalid.?request|authentication|permission|unauthori|forbidden|not.?found|unprocessable|conflict|context.?(length|window)|content.?(policy|filter)/i,
    "client_error",
  ],
];

/**
 * How a failed attempt ended: refused where the gateway itself says so, else by its HTTP status if one is told, wherever it
 * stands, else by its kind of error, else by its message. What nobody can tell is the server's failure.
 */
export function failureOf({ status, type, message, grpc, category }: FailureSigns): Failure {
  const kind = kindOf(type);
  const ownCode = kind === null || kind === UNKNOWN_TYPE || statusOf(kind) !== null ? null : kind;
  const said = listOf(message).map((text) => messageSigns(typeof text === "string" ? text.trim() : ""));
  const saidName = firstOf(...said.map(({ name }) => name));
  const named = firstOf(
    ...[ownCode, saidName].map((name) => (name === null ? null : failureOfName(name))),
    failureOfGrpc(grpc),
  );
  const given = firstOf(statusOf(status), statusOf(kind), ...said.map((each) => each.status));
  // An error may come in an answer of status 200.
  const http_status = given !== null && given < 300 ? null : firstOf(given, named?.status);
  const bySaid = firstOf(...said.map((each) => each.outcome));
  const byStatus = http_status === null ? null : outcomeFromHttpStatus(http_status);

  const refusing = [named?.outcome, bySaid, failureOfName(nameOf(category) ?? "")?.outcome];
  const isRefused = http_status === REFUSED_STATUS || refusing.includes("refused");
  // .NET and Go cancel what takes too long.
  const byName = named?.outcome === "cancelled" && bySaid === "timeout" ? bySaid : named?.outcome;
  const isVague = VAGUE_STATUSES.get(http_status)?.includes(byName) ?? false;
  const outcome = isRefused ? "refused" : firstOf(isVague ? byName : byStatus, byName, byPart(ownCode), bySaid);
  return { outcome: outcome ?? "server_error", http_status, error_code: codeOf(ownCode, saidName) };
}

/** The name of an error, the one in its message where its own is that of any error. */
function codeOf(own: string | null, said: string | null): string | null {
  if (own === null || !isAnyError(own)) return own ?? said;
  return said ?? (NO_NAMES.has(own) ? null : own);
}

/** The kind of an error object as providers answer it; never its message, which may quote a prompt. */
export function errorSigns(error: unknown): FailureSigns {
  const code = at(error, "code");
  const status = at(error, "status");
  return {
    status: statusOf(code) ?? status,
    type: [typeof code === "string" && statusOf(code) === null ? code : null, at(error, "type"), status],
    message: at(error, "message"),
  };
}

/** Of the names for an error the first that is known, else the first; a sentence is none, and may quote a prompt. */
function kindOf(type: unknown): string | null {
  const kinds = listOf(type).flatMap((each) => {
    const whole = nameOf(each);
    const name = whole !== null && whole.length > KIND_CHARACTERS ? whole.slice(whole.lastIndexOf(".") + 1) : whole;
    return name !== null && (KIND.test(name) || statusOf(name) !== null) ? [name] : [];
  });
  return firstOf(
    kinds.find((kind) => statusOf(kind) !== null || failureOfName(kind) !== null),
    kinds[0],
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function byPart(kind: string | null): Outcome | null {
  return kind === null ? null : (OUTCOMES_BY_PART.find(([part]) => part.test(kind))?.[1] ?? null);
}

function statusOf(value: unknown): number | null {
  const number = numberOf(value);
  return number !== null && Number.isInteger(number) && number >= 100 && number <= 599 ? number : null;
}
