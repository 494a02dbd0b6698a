import { AppError } from "@/lib/contract/error";
import { MAX_RECORDS_PER_POST } from "@/lib/contract/log-record";
import { at, isFields, nameOf, numberOf } from "../../values";
import { type Attributes, attributesOf, hexId, listOf, NO_SPAN, NO_TRACE, nanoseconds } from "./read-values";

/** A span as far as we look at it: ids lower-case hex, times in ns since the epoch. */
export type Span = {
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  name: string;
  startNs: bigint;
  endNs: bigint;
  attributes: Attributes;
  resource: Attributes;
  /** The name of the instrumentation that made it. */
  scope: string | null;
  scopeVersion: string | null;
  events: readonly { name: string; timeNs: bigint; attributes: Attributes }[];
  /** 0 says nothing, 1 is a success, 2 an error. */
  statusCode: number;
  statusMessage: string | null;
};

/** What cannot be a span, and why. */
export type BrokenSpan = { broken: string };

export const ERROR_STATUS = 2;
export const OK_STATUS = 1;
const STATUS_CODES: ReadonlyMap<string, number> = new Map([
  ["UNSET", 0],
  ["OK", OK_STATUS],
  ["ERROR", ERROR_STATUS],
]);
/** Exporters send at most 128. */
const EVENTS_MAX = 256;

/** The spans of an ExportTraceServiceRequest, as JSON has it or the protobuf decoder; unknown fields are ignored. */
export function readSpans(request: unknown): (Span | BrokenSpan)[] {
  const read: (Span | BrokenSpan)[] = [];
  for (const resourceSpans of listOf(at(request, "resourceSpans"))) {
    const resource = attributesOf(at(resourceSpans, "resource", "attributes"));
    for (const scopeSpans of listOf(at(resourceSpans, "scopeSpans"))) {
      const scope = nameOf(at(scopeSpans, "scope", "name"));
      const scopeVersion = nameOf(at(scopeSpans, "scope", "version"));
      for (const span of listOf(at(scopeSpans, "spans"))) {
        if (read.length >= MAX_RECORDS_PER_POST)
          throw new AppError("TOO_LARGE", "At most 10,000 spans may be sent at once");
        read.push(spanOf(span, { resource, scope, scopeVersion }));
      }
    }
  }
  return read;
}

function spanOf(span: unknown, from: Pick<Span, "resource" | "scope" | "scopeVersion">): Span | BrokenSpan {
  const traceId = hexId(at(span, "traceId"), NO_TRACE);
  const spanId = hexId(at(span, "spanId"), NO_SPAN);
  if (traceId === null || spanId === null) return { broken: "a span has no valid traceId and spanId" };
  return {
    traceId,
    spanId,
    parentSpanId: hexId(at(span, "parentSpanId"), NO_SPAN),
    name: nameOf(at(span, "name")) ?? "",
    startNs: nanoseconds(at(span, "startTimeUnixNano")),
    endNs: nanoseconds(at(span, "endTimeUnixNano")),
    attributes: attributesOf(at(span, "attributes")),
    ...from,
    events: listOf(at(span, "events"))
      .slice(0, EVENTS_MAX)
      .map((event) => ({
        name: nameOf(at(event, "name")) ?? "",
        timeNs: nanoseconds(at(event, "timeUnixNano")),
        attributes: attributesOf(at(event, "attributes")),
      })),
    ...statusOf(at(span, "status")),
  };
}

/** A status has a number, by the specification, or the name of one: protobuf's own JSON writers have names. */
function statusOf(status: unknown): Pick<Span, "statusCode" | "statusMessage"> {
  const code = isFields(status) ? status.code : status;
  const name = typeof code === "string" ? code.toUpperCase().replace("STATUS_CODE_", "") : "";
  const statusCode = STATUS_CODES.get(name) ?? numberOf(code) ?? 0;
  return { statusCode, statusMessage: nameOf(at(status, "message"), 500) };
}
