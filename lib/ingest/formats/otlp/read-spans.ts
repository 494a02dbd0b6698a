import { at, isFields, nameOf, numberOf } from "../values";

export type AttributeValue = string | number | boolean | AttributeValue[];
export type Attributes = ReadonlyMap<string, AttributeValue>;

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
  scope: string | null;
  events: readonly { name: string; timeNs: bigint; attributes: Attributes }[];
  /** 2 is an error. */
  statusCode: number;
  statusMessage: string | null;
};

/** What cannot be a span, and why. */
export type BrokenSpan = { broken: string };

const NO_TRACE = "0".repeat(32);
const NO_SPAN = "0".repeat(16);
const NESTED_MAX = 4;

/** The spans of an ExportTraceServiceRequest, as JSON has it or the protobuf decoder; unknown fields are ignored. */
export function readSpans(request: unknown): (Span | BrokenSpan)[] {
  return listOf(at(request, "resourceSpans")).flatMap((resourceSpans) => {
    const resource = attributesOf(at(resourceSpans, "resource", "attributes"));
    return listOf(at(resourceSpans, "scopeSpans")).flatMap((scopeSpans) => {
      const scope = nameOf(at(scopeSpans, "scope", "name"));
      return listOf(at(scopeSpans, "spans")).map((span) => spanOf(span, resource, scope));
    });
  });
}

function spanOf(span: unknown, resource: Attributes, scope: string | null): Span | BrokenSpan {
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
    resource,
    scope,
    events: listOf(at(span, "events")).map((event) => ({
      name: nameOf(at(event, "name")) ?? "",
      timeNs: nanoseconds(at(event, "timeUnixNano")),
      attributes: attributesOf(at(event, "attributes")),
    })),
    statusCode: numberOf(at(span, "status", "code")) ?? 0,
    statusMessage: nameOf(at(span, "status", "message"), 500),
  };
}

function attributesOf(list: unknown): Attributes {
  const attributes = new Map<string, AttributeValue>();
  for (const entry of listOf(list)) {
    const key = at(entry, "key");
    const value = anyValue(at(entry, "value"), 0);
    if (typeof key === "string" && value !== null) attributes.set(key, value);
  }
  return attributes;
}

function anyValue(value: unknown, depth: number): AttributeValue | null {
  if (!isFields(value) || depth > NESTED_MAX) return null;
  const { stringValue, boolValue, intValue, doubleValue, arrayValue } = value;
  if (typeof stringValue === "string") return stringValue;
  if (typeof boolValue === "boolean") return boolValue;
  const number = numberOf(intValue) ?? numberOf(doubleValue);
  if (number !== null) return number;
  if (arrayValue === undefined || arrayValue === null) return null;
  return listOf(at(arrayValue, "values")).flatMap((item) => anyValue(item, depth + 1) ?? []);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** JSON has ids as hex in either case, protobuf as bytes. */
function hexId(value: unknown, none: string): string | null {
  const hex = value instanceof Uint8Array ? Buffer.from(value).toString("hex") : String(value ?? "").toLowerCase();
  return hex.length === none.length && hex !== none && /^[0-9a-f]+$/.test(hex) ? hex : null;
}

/** Text or number; 0 where there is none. */
function nanoseconds(value: unknown): bigint {
  if (typeof value === "number" && Number.isSafeInteger(Math.trunc(value / 1e4)) && value >= 0)
    return BigInt(Math.trunc(value));
  return typeof value === "string" && /^\d{1,19}$/.test(value) ? BigInt(value) : 0n;
}
