import { AppError } from "@/lib/contract/error";
import { MAX_RECORDS_PER_POST } from "@/lib/contract/log-record";
import { at, isFields, nameOf, numberOf } from "../../values";

export type AttributeValue = string | number | boolean;
type Attributes = ReadonlyMap<string, AttributeValue>;

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
const STATUS_CODES: ReadonlyMap<string, number> = new Map([
  ["UNSET", 0],
  ["OK", 1],
  ["ERROR", ERROR_STATUS],
]);
const NO_TRACE = "0".repeat(32);
const NO_SPAN = "0".repeat(16);
/** Exporters send at most 128 of each. */
const EVENTS_MAX = 256;
const ATTRIBUTES_MAX = 1_000;

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

function attributesOf(list: unknown): Attributes {
  const attributes = new Map<string, AttributeValue>();
  for (const entry of listOf(list).slice(0, ATTRIBUTES_MAX)) {
    const key = at(entry, "key");
    const value = anyValue(at(entry, "value"));
    if (typeof key === "string" && value !== null) attributes.set(key, value);
  }
  return attributes;
}

/** A status has a number, by the specification, or the name of one: protobuf's own JSON writers have names. */
function statusOf(status: unknown): Pick<Span, "statusCode" | "statusMessage"> {
  const code = isFields(status) ? status.code : status;
  const name = typeof code === "string" ? code.toUpperCase().replace("STATUS_CODE_", "") : "";
  const statusCode = STATUS_CODES.get(name) ?? numberOf(code) ?? 0;
  return { statusCode, statusMessage: nameOf(at(status, "message"), 500) };
}

/** A simple value; lists tell us nothing. */
function anyValue(value: unknown): AttributeValue | null {
  if (!isFields(value)) return null;
  const { stringValue, boolValue, intValue, doubleValue } = value;
  if (typeof stringValue === "string") return stringValue;
  if (typeof boolValue === "boolean") return boolValue;
  return numberOf(intValue) ?? numberOf(doubleValue);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** JSON has ids as hex in either case, protobuf as bytes. */
function hexId(value: unknown, none: string): string | null {
  const hex =
    value instanceof Uint8Array
      ? Buffer.from(value).toString("hex")
      : (typeof value === "string" ? value : "").toLowerCase();
  return hex.length === none.length && hex !== none && /^[0-9a-f]+$/.test(hex) ? hex : null;
}

/** Text or number; 0 where there is none. */
function nanoseconds(value: unknown): bigint {
  if (typeof value === "number" && Number.isSafeInteger(Math.trunc(value / 1e4)) && value >= 0)
    return BigInt(Math.trunc(value));
  return typeof value === "string" && /^\d{1,19}$/.test(value) ? BigInt(value) : 0n;
}
