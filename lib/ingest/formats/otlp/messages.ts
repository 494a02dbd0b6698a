import protobuf, { type INamespace } from "protobufjs/light.js";

const repeated = (type: string, id: number) => ({ rule: "repeated", type, id });
const attributes = (id: number) => repeated("KeyValue", id);

/**
 * The messages of OTLP that we read or write, as far as we do; fields left out are skipped.
 *
 * Source: opentelemetry-proto 1.11 (trace/v1, logs/v1, common/v1, resource/v1, collector/…/v1) and google.rpc.Status.
 */
const MESSAGES: INamespace = {
  nested: {
    Resource: { fields: { attributes: attributes(1) } },
    InstrumentationScope: { fields: { name: { type: "string", id: 1 }, version: { type: "string", id: 2 } } },
    Span: {
      fields: {
        traceId: { type: "bytes", id: 1 },
        spanId: { type: "bytes", id: 2 },
        parentSpanId: { type: "bytes", id: 4 },
        name: { type: "string", id: 5 },
        startTimeUnixNano: { type: "fixed64", id: 7 },
        endTimeUnixNano: { type: "fixed64", id: 8 },
        attributes: attributes(9),
        events: repeated("Event", 11),
        status: { type: "Status", id: 15 },
      },
    },
    LogRecord: {
      fields: {
        timeUnixNano: { type: "fixed64", id: 1 },
        body: { type: "AnyValue", id: 5 },
        attributes: attributes(6),
        traceId: { type: "bytes", id: 9 },
        spanId: { type: "bytes", id: 10 },
        observedTimeUnixNano: { type: "fixed64", id: 11 },
        eventName: { type: "string", id: 12 },
      },
    },
    Event: {
      fields: { timeUnixNano: { type: "fixed64", id: 1 }, name: { type: "string", id: 2 }, attributes: attributes(3) },
    },
    Status: { fields: { message: { type: "string", id: 2 }, code: { type: "int32", id: 3 } } },
    KeyValue: { fields: { key: { type: "string", id: 1 }, value: { type: "AnyValue", id: 2 } } },
    AnyValue: {
      oneofs: { value: { oneof: ["stringValue", "boolValue", "intValue", "doubleValue", "arrayValue"] } },
      fields: {
        stringValue: { type: "string", id: 1 },
        boolValue: { type: "bool", id: 2 },
        intValue: { type: "int64", id: 3 },
        doubleValue: { type: "double", id: 4 },
        arrayValue: { type: "ArrayValue", id: 5 },
      },
    },
    // Only the texts of a list: what is nested in lists is not read.
    ArrayValue: { fields: { values: repeated("Text", 1) } },
    Text: { fields: { stringValue: { type: "string", id: 1 } } },
    // The same bytes for each kind of export; only the JSON names of what was rejected differ.
    ExportServiceResponse: { fields: { partialSuccess: { type: "ExportPartialSuccess", id: 1 } } },
    ExportPartialSuccess: {
      fields: { rejected: { type: "int64", id: 1 }, errorMessage: { type: "string", id: 2 } },
    },
    RpcStatus: { fields: { code: { type: "int32", id: 1 }, message: { type: "string", id: 2 } } },
  },
};

const root = protobuf.Root.fromJSON(MESSAGES);
type MessageName = "Resource" | "InstrumentationScope" | "Span" | "LogRecord" | "ExportServiceResponse" | "RpcStatus";

/** A message as a plain object: 64-bit numbers as text, bytes as they are. Throws where the bytes are no such message. */
export function decodeMessage(name: MessageName, bytes: Uint8Array): unknown {
  const type = root.lookupType(name);
  return type.toObject(type.decode(bytes), { longs: String });
}

export function encodeMessage(name: MessageName, value: Readonly<Record<string, unknown>>): Uint8Array<ArrayBuffer> {
  const type = root.lookupType(name);
  return new Uint8Array(type.encode(type.fromObject(value)).finish());
}
