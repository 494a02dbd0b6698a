import protobuf from "protobufjs/light.js";
import { AppError } from "@/lib/contract/error";
import { MAX_RECORDS_PER_POST } from "@/lib/contract/log-record";
import { decodeMessage } from "./messages";

// An empty message is two bytes on the wire and a hundred in memory: what is repeated is counted as it is read.
const GROUPS_MAX = 50_000;
const SPAN_BYTES_MAX = 1024 * 1024;
const SPAN_FIELDS_MAX = 2_000;
const DELIMITED = 2;

// Fields of ExportTraceServiceRequest, ResourceSpans and ScopeSpans.
const RESOURCE_SPANS = 1;
const RESOURCE = 1;
const SCOPE_SPANS = 2;
const SCOPE = 1;
const SPANS = 2;

type Counter = { groups: number; spans: number };

/**
 * A binary ExportTraceServiceRequest as its JSON would be read, but with ids and 64-bit numbers as bytes and text.
 *
 * Throws INVALID where it is none, TOO_LARGE where it has more spans than may be sent at once.
 */
export function decodeTraces(bytes: Uint8Array): unknown {
  const counter: Counter = { groups: 0, spans: 0 };
  try {
    const resourceSpans = fieldsOf(bytes, counter).flatMap((field) =>
      field.id === RESOURCE_SPANS ? [decodeResourceSpans(field.bytes, counter)] : [],
    );
    return { resourceSpans };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("INVALID", "The body is not a protobuf ExportTraceServiceRequest", { cause });
  }
}

function decodeResourceSpans(bytes: Uint8Array, counter: Counter): unknown {
  const fields = fieldsOf(bytes, counter);
  const resource = fields.findLast(({ id }) => id === RESOURCE);
  return {
    resource: resource && decodeMessage("Resource", resource.bytes),
    scopeSpans: fields.flatMap(({ id, bytes }) => (id === SCOPE_SPANS ? [decodeScopeSpans(bytes, counter)] : [])),
  };
}

function decodeScopeSpans(bytes: Uint8Array, counter: Counter): unknown {
  const fields = fieldsOf(bytes, counter);
  const spans = fields.filter(({ id }) => id === SPANS);
  const scope = fields.findLast(({ id }) => id === SCOPE);
  counter.spans += spans.length;
  if (counter.spans > MAX_RECORDS_PER_POST) throw new AppError("TOO_LARGE", "At most 10,000 spans may be sent at once");
  return {
    scope: scope && decodeMessage("InstrumentationScope", scope.bytes),
    spans: spans.map(({ bytes }) => (isReasonable(bytes) ? decodeMessage("Span", bytes) : null)),
  };
}

/** Whether a span is no larger than one that a client would make. */
function isReasonable(bytes: Uint8Array): boolean {
  if (bytes.length > SPAN_BYTES_MAX) return false;
  const reader = protobuf.Reader.create(bytes);
  for (let fields = 0; reader.pos < reader.len; fields++) {
    if (fields >= SPAN_FIELDS_MAX) return false;
    reader.skipType(reader.uint32() & 7);
  }
  return true;
}

/** The length-delimited fields of a message, undecoded. */
function fieldsOf(bytes: Uint8Array, counter: Counter): { id: number; bytes: Uint8Array }[] {
  const fields: { id: number; bytes: Uint8Array }[] = [];
  const reader = protobuf.Reader.create(bytes);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if ((tag & 7) !== DELIMITED) {
      reader.skipType(tag & 7);
      continue;
    }
    if (++counter.groups > GROUPS_MAX) throw new AppError("TOO_LARGE", "The request has too many parts");
    fields.push({ id: tag >>> 3, bytes: reader.bytes() });
  }
  return fields;
}
