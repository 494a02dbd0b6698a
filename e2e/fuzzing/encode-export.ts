import protobuf, { type INamespace } from "protobufjs/light.js";

const repeated = (type: string, id: number) => ({ rule: "repeated", type, id });
const single = (type: string, id: number) => ({ type, id });

/** Source: opentelemetry-proto 1.11, as far as the samples have it, and of AnyValue all. */
const MESSAGES: INamespace = {
  nested: {
    Export: { fields: { resourceSpans: repeated("ResourceSpans", 1) } },
    ResourceSpans: { fields: { resource: single("Resource", 1), scopeSpans: repeated("ScopeSpans", 2) } },
    ExportLogs: { fields: { resourceLogs: repeated("ResourceLogs", 1) } },
    ResourceLogs: { fields: { resource: single("Resource", 1), scopeLogs: repeated("ScopeLogs", 2) } },
    ScopeLogs: { fields: { scope: single("Scope", 1), logRecords: repeated("LogRecord", 2) } },
    LogRecord: {
      fields: {
        ...{ timeUnixNano: single("fixed64", 1), body: single("AnyValue", 5), attributes: repeated("KeyValue", 6) },
        ...{ traceId: single("bytes", 9), spanId: single("bytes", 10), observedTimeUnixNano: single("fixed64", 11) },
        eventName: single("string", 12),
      },
    },
    Resource: { fields: { attributes: repeated("KeyValue", 1) } },
    ScopeSpans: { fields: { scope: single("Scope", 1), spans: repeated("Span", 2) } },
    Scope: { fields: { name: single("string", 1), version: single("string", 2) } },
    Span: {
      fields: {
        ...{ traceId: single("bytes", 1), spanId: single("bytes", 2), parentSpanId: single("bytes", 4) },
        ...{ name: single("string", 5), kind: single("int32", 6), attributes: repeated("KeyValue", 9) },
        ...{ startTimeUnixNano: single("fixed64", 7), endTimeUnixNano: single("fixed64", 8) },
        ...{ events: repeated("Event", 11), status: single("Status", 15) },
      },
    },
    Event: {
      fields: { timeUnixNano: single("fixed64", 1), name: single("string", 2), attributes: repeated("KeyValue", 3) },
    },
    Status: { fields: { message: single("string", 2), code: single("int32", 3) } },
    KeyValue: { fields: { key: single("string", 1), value: single("AnyValue", 2) } },
    ArrayValue: { fields: { values: repeated("AnyValue", 1) } },
    KeyValueList: { fields: { values: repeated("KeyValue", 1) } },
    AnyValue: {
      oneofs: {
        value: { oneof: ["stringValue", "boolValue", "intValue", "doubleValue", "arrayValue", "kvlistValue"] },
      },
      fields: {
        ...{ stringValue: single("string", 1), boolValue: single("bool", 2), intValue: single("int64", 3) },
        ...{ doubleValue: single("double", 4), arrayValue: single("ArrayValue", 5) },
        ...{ kvlistValue: single("KeyValueList", 6), bytesValue: single("bytes", 7) },
      },
    },
  },
};
const root = protobuf.Root.fromJSON(MESSAGES);

/** OTLP's JSON of traces or logs as its protobuf; null where it is too broken to be written so. */
export function encodeExport(text: string): Uint8Array | null {
  try {
    const type = root.lookupType(text.includes('"resourceLogs"') ? "ExportLogs" : "Export");
    return type.encode(type.fromObject(withBytes(JSON.parse(text)))).finish();
  } catch {
    return null;
  }
}

/** With ids as bytes: JSON has them in hexadecimal digits. */
function withBytes(value: unknown): Record<string, unknown> {
  const convert = (name: string, inner: unknown): unknown => {
    if (typeof inner === "string" && /^(traceId|spanId|parentSpanId)$/.test(name)) return Buffer.from(inner, "hex");
    return inner;
  };
  return JSON.parse(JSON.stringify(value), (name, inner) => convert(name, inner)) as Record<string, unknown>;
}
