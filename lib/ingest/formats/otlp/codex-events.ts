import { groupBy } from "@/lib/domain/group-by";
import { US_PER_MS } from "@/lib/domain/time/units";
import { flagOf, idOf, msOf, nameOf, numberOf, tokensOf } from "../../values";
import { agentOf, CODEX } from "./agents";
import { endByName, failureOfLog, type LogEnd, NO_CALL, PART } from "./log-end";
import type { LogEvent } from "./read-logs";

/** A call of Codex is a request, whose event comes with the headers of its answer, and the end of a stream. */
const REQUESTS = ["api_request", "websocket_request"];
const STREAMS = ["sse_event", "websocket_event"];
/** What ends a stream; others are pieces of it. A stream that broke off has no kind. */
const LAST_KINDS = new Set(["response.completed", "response.failed", "response.incomplete", "unknown"]);
/** Other endpoints list models or tell who is signed in. */
const CALL_ENDPOINT = /(?:responses|completions|messages)\/?$/;
/** No answer takes longer, so an older request is that of another call. */
const LONGEST_US = 3_600_000 * US_PER_MS;

/** Whether a duration in an event is the wait for a piece of a stream, and not that of a call. */
export function isStreamEvent(name: string): boolean {
  return STREAMS.includes(name);
}

/** How an event of Codex ends a call. */
export function codexEnd(name: string, event: LogEvent): LogEnd {
  const { attributes } = event;
  const error = attributes.get("error.message");
  if (isStreamEvent(name)) {
    if (tokensOf(attributes.get("input_token_count")) !== null) return { outcome: "ok" };
    const isLast = LAST_KINDS.has(nameOf(attributes.get("event.kind")) ?? "unknown");
    return isLast && error !== undefined ? { failure: failureOfLog(attributes) } : PART;
  }
  if (!REQUESTS.includes(name) && name !== "websocket_connect") return endByName(CODEX, name, event);
  if (!isOfCall(attributes)) return NO_CALL;
  return hasFailed(attributes) ? { failure: failureOfLog(attributes) } : PART;
}

/** What is known of a conversation: when the request under way began, and when calls that ended lately ended and began. */
export type CodexConversation = {
  openUs: number | null;
  ended: readonly (readonly [endUs: number, startUs: number | null])[];
};

export const NO_CONVERSATION: CodexConversation = { openUs: null, ended: [] };
const ENDED_MAX = 20;

/** The events of Codex by their conversations, each in the order of its times. */
export function codexConversations(events: readonly LogEvent[]): ReadonlyMap<string, readonly CodexEvent[]> {
  const own = events.flatMap((event): CodexEvent[] => {
    const known = agentOf(event);
    return known?.agent === CODEX && event.atUs !== null ? [{ event, name: known.name, atUs: event.atUs }] : [];
  });
  const conversations = groupBy(own, ({ event }) => idOf(event.attributes.get("conversation.id")) ?? "");
  return new Map([...conversations].map(([id, each]) => [id, each.toSorted((a, b) => a.atUs - b.atUs)]));
}
type CodexEvent = { event: LogEvent; name: string; atUs: number };

/** When each call that ended began, as far as the request before it came together with it. */
export function codexStarts(events: readonly LogEvent[]): ReadonlyMap<LogEvent, number> {
  const conversations = [...codexConversations(events).values()];
  return new Map(conversations.flatMap((each) => [...continueConversation(each, NO_CONVERSATION).starts]));
}

/**
 * When each call of a conversation that ended here began, and what is known of it afterwards. Events that come again change
 * nothing: a call that ended before has the start that it had then, and what came before the last end begins nothing.
 */
export function continueConversation(
  events: readonly CodexEvent[],
  known: CodexConversation,
): { starts: Map<LogEvent, number>; after: CodexConversation } {
  const starts = new Map<LogEvent, number>();
  const ended = new Map(known.ended);
  let { openUs } = known;
  for (const { event, name, atUs } of events) {
    if (REQUESTS.includes(name) && isOfCall(event.attributes)) {
      if (atUs <= Math.max(0, ...ended.keys())) continue;
      const durationMs = msOf(event.attributes.get("duration_ms"));
      openUs = durationMs === null || hasFailed(event.attributes) ? null : atUs - Math.round(durationMs * US_PER_MS);
    } else if (isStreamEvent(name) && !("ignored" in codexEnd(name, event))) {
      const startUs = ended.has(atUs) ? ended.get(atUs) : openUs;
      if (startUs != null && startUs <= atUs && atUs - startUs <= LONGEST_US) starts.set(event, startUs);
      if (!ended.has(atUs)) openUs = null;
      ended.set(atUs, starts.get(event) ?? null);
    }
  }
  return { starts, after: { openUs, ended: [...ended].sort(([a], [b]) => a - b).slice(-ENDED_MAX) } };
}

function isOfCall(attributes: LogEvent["attributes"]): boolean {
  const endpoint = nameOf(attributes.get("endpoint"));
  return endpoint === null || endpoint === "unknown" || CALL_ENDPOINT.test(endpoint);
}

function hasFailed(attributes: LogEvent["attributes"]): boolean {
  const status = numberOf(attributes.get("http.response.status_code"));
  if (status !== null && status >= 300) return true;
  return attributes.get("error.message") !== undefined || flagOf(attributes.get("success")) === false;
}
