import type { LogRecordInput } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { US_PER_MS } from "@/lib/domain/time/units";
import { agentUsage } from "../../usage/agent-usage";
import { usageMark } from "../../usage/tokens";
import { firstOf, flagOf, givenNameOf, hashOf, idOf, msOf, nameOf, numberOf, ttftWithin, usdOf } from "../../values";
import type { Entry } from "../entry";
import { reportedCost, usedTokens } from "../reported-cost";
import { type Agent, agentOf, CODEX } from "./agents";
import { codexEnd, codexStarts, isStreamEvent } from "./codex-events";
import { endByName, type LogEnd } from "./log-end";
import { labelsOfLog } from "./log-labels";
import type { BrokenLog, LogEvent } from "./read-logs";

/** The event of OpenTelemetry's own that an instrumentation emits beside the span of the same call, and those of a message. */
const GENAI_EVENT = /^gen_ai\./;
const REPEATS_SPAN: Entry = { ignored: "repeats a call that its span reports" };
const NO_AGENT: Entry = { ignored: "is no event of a coding agent" };
const EXAMPLE_CHARACTERS = 80;

/**
 * The calls among log records: of coding agents, each with what its agent reports of it. `starts` are those of Codex's calls,
 * where more is known than what came together.
 */
export function logEntries(
  read: readonly (LogEvent | BrokenLog)[],
  starts: ReadonlyMap<LogEvent, number> = codexStarts(read.filter((log) => "names" in log)),
): Entry[] {
  return read.map((event) => {
    if ("broken" in event) return { unreadable: event.broken };
    const known = agentOf(event);
    const example = nameOf(event.names.at(0), EXAMPLE_CHARACTERS) ?? undefined;
    if (!known) return { ...(isGenAi(event) ? REPEATS_SPAN : NO_AGENT), example };
    const { agent, name } = known;
    const end = agent === CODEX ? codexEnd(name, event) : endByName(agent, name, event);
    return "ignored" in end
      ? { ...end, example }
      : callEntry({
          event,
          agent,
          end,
          durationMs: agent === CODEX && isStreamEvent(name) ? null : durationOf(event),
          startUs: starts.get(event),
        });
  });
}

function isGenAi({ names }: LogEvent): boolean {
  return names.some((name) => GENAI_EVENT.test(name));
}

type Call = {
  event: LogEvent;
  agent: Agent;
  end: Exclude<LogEnd, { ignored: string }>;
  /** How long it took by its own event. */
  durationMs: number | null;
  /** Its start, where another event told that. */
  startUs: number | undefined;
};

function durationOf({ attributes }: LogEvent): number | null {
  return firstOf(msOf(attributes.get("duration_ms")), msOf(attributes.get("duration")));
}

function callEntry({ event, agent, end, durationMs: measuredMs, startUs: knownStartUs }: Call): Entry {
  const { attributes, atUs } = event;
  const model = firstOf(...["model", "model_name", "slug"].map((name) => givenNameOf(attributes.get(name))));
  if (model === null) return { unreadable: "an event of a call has no model" };
  if (atUs === null) return { unreadable: "an event of a call has no time" };
  // An event comes at the end of its call.
  const startUs = knownStartUs ?? (measuredMs === null ? atUs : atUs - Math.round(measuredMs * US_PER_MS));
  const durationMs = knownStartUs === undefined ? measuredMs : (atUs - knownStartUs) / US_PER_MS;
  const usage = agentUsage(agent.counts, attributes);
  const ttftMs = ttftWithin(msOf(attributes.get("ttft_ms")), durationMs, null);
  return {
    ...usageMark(usage),
    record: {
      id: idOfEvent(event),
      model,
      started_at: formatInstantUs(startUs),
      duration_ms: durationMs,
      ...endFields(end, attributes),
      provider: agent.provider(model),
      attempt: attemptOf(attributes),
      streamed: ttftMs === null ? flagOf(attributes.get("streaming")) : true,
      ttft_ms: "outcome" in end && end.outcome === "ok" ? ttftMs : null,
      ...usage.tokens,
      cost_usd: costOf(attributes, usedTokens(usage.tokens)),
      service_tier: tierOf(attributes),
      trace_id: event.traceId,
      ...labelsOfLog(event),
    },
  };
}

function endFields(end: Call["end"], attributes: LogEvent["attributes"]): Partial<LogRecordInput> {
  if ("failure" in end) return end.failure;
  const status = numberOf(firstOf(attributes.get("status_code"), attributes.get("http.response.status_code")));
  return { outcome: end.outcome, http_status: end.outcome === "ok" && status === 200 ? status : null };
}

/**
 * The provider's id of the answer or, where none is told, what names an event: an exporter that tries again sends the same
 * records, and two calls of one session differ in its number, their times or their counts.
 */
function idOfEvent({ names, atUs, attributes }: LogEvent): string {
  const own = firstOf(...["request_id", "response_id", "response.id"].map((name) => idOf(attributes.get(name))));
  if (own !== null) return own;
  return hashOf(JSON.stringify([names, atUs, ...IDENTIFYING.map((name) => attributes.get(name) ?? null)]));
}

const IDENTIFYING = [
  ...["session.id", "conversation.id", "prompt.id", "prompt_id", "event.sequence", "model", "attempt", "duration_ms"],
  ...["input_tokens", "output_tokens", "input_token_count", "output_token_count", "event.kind", "status_code"],
];

function attemptOf(attributes: LogEvent["attributes"]): number | null {
  const attempt = numberOf(attributes.get("attempt"));
  return attempt !== null && Number.isInteger(attempt) && attempt >= 1 && attempt <= 100 ? attempt : null;
}

/** What the agent thinks the call cost, in dollars or millionths of one. */
function costOf(attributes: LogEvent["attributes"], isUsed: boolean): number | null {
  const micros = numberOf(attributes.get("cost_usd_micros"));
  const cost = firstOf(usdOf(attributes.get("cost_usd")), micros === null ? null : usdOf(micros / 1e6));
  return isUsed ? reportedCost("agent", cost) : cost;
}

/** Claude Code names the fast tier a speed. */
function tierOf(attributes: LogEvent["attributes"]): string | null {
  const speed = nameOf(attributes.get("speed"));
  return firstOf(nameOf(attributes.get("service_tier")), speed === "normal" ? null : speed);
}
