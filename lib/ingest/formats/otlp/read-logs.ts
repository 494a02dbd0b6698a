import { AppError } from "@/lib/contract/error";
import { MAX_RECORDS_PER_POST } from "@/lib/contract/log-record";
import { at, firstOf, instantOf, nameOf } from "../../values";
import { type Attributes, anyValue, attributesOf, hexId, listOf, NO_TRACE, nanoseconds } from "./read-values";

/** A log record as far as we look at it; of its body no more than a name of an event. */
export type LogEvent = {
  /** The names it gives itself, the fuller before the shorter. */
  names: readonly string[];
  /** When it happened, in epoch µs. */
  atUs: number | null;
  attributes: Attributes;
  resource: Attributes;
  scope: string | null;
  traceId: string | null;
};

/** What cannot be a log record, and why. */
export type BrokenLog = { broken: string };

/** A body such as "claude_code.api_request"; a sentence is none. */
const EVENT_NAME = /^[a-z][\w-]*(?:\.[\w-]+)+$/i;

/** The records of an ExportLogsServiceRequest, as JSON has it or the protobuf decoder; unknown fields are ignored. */
export function readLogs(request: unknown): LogEvent[] {
  const read: LogEvent[] = [];
  for (const resourceLogs of listOf(at(request, "resourceLogs"))) {
    const resource = attributesOf(at(resourceLogs, "resource", "attributes"));
    for (const scopeLogs of listOf(at(resourceLogs, "scopeLogs"))) {
      const scope = nameOf(at(scopeLogs, "scope", "name"));
      for (const log of listOf(at(scopeLogs, "logRecords"))) {
        if (read.length >= MAX_RECORDS_PER_POST) {
          throw new AppError("TOO_LARGE", "At most 10,000 log records may be sent at once");
        }
        read.push(eventOf(log, { resource, scope }));
      }
    }
  }
  return read;
}

function eventOf(log: unknown, from: Pick<LogEvent, "resource" | "scope">): LogEvent {
  const attributes = attributesOf(at(log, "attributes"));
  const body = anyValue(at(log, "body"));
  const names = [
    typeof body === "string" && EVENT_NAME.test(body) ? body : null,
    nameOf(attributes.get("event.name")),
    // Of Rust's tracing it is a place in the source.
    nameOf(at(log, "eventName")),
  ].filter((name) => name !== null);
  return {
    names,
    atUs: firstOf(
      usOf(at(log, "timeUnixNano")),
      instantOf(attributes.get("event.timestamp")),
      usOf(at(log, "observedTimeUnixNano")),
    ),
    attributes,
    ...from,
    traceId: hexId(at(log, "traceId"), NO_TRACE),
  };
}

/** 0 is what stands for no time (Codex 0.154 and later). */
function usOf(value: unknown): number | null {
  const ns = nanoseconds(value);
  return ns === 0n ? null : Number(ns / 1_000n);
}
