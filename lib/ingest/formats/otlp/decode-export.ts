import protobuf from "protobufjs/light.js";
import { AppError } from "@/lib/contract/error";
import { MAX_RECORDS_PER_POST } from "@/lib/contract/log-record";
import { decodeMessage } from "./messages";

// An empty message is two bytes on the wire and a hundred in memory: what is repeated is counted as it is read.
const GROUPS_MAX = 50_000;
const ITEM_BYTES_MAX = 1024 * 1024;
const ITEM_FIELDS_MAX = 2_000;
const DELIMITED = 2;

// Fields of an export request of any kind, of what it has for a resource and within that for a scope.
const OF_RESOURCE = 1;
const RESOURCE = 1;
const OF_SCOPE = 2;
const SCOPE = 1;
const ITEMS = 2;

/** The names of a kind of export, as its JSON has them. */
type Kind = { message: "Span" | "LogRecord"; ofResource: string; ofScope: string; items: string; words: string };
type Counter = { groups: number; items: number };

const TRACES: Kind = {
  message: "Span",
  ofResource: "resourceSpans",
  ofScope: "scopeSpans",
  items: "spans",
  words: "spans",
};
const LOGS: Kind = {
  message: "LogRecord",
  ofResource: "resourceLogs",
  ofScope: "scopeLogs",
  items: "logRecords",
  words: "log records",
};

/**
 * A binary ExportTraceServiceRequest as its JSON would be read, but with ids and 64-bit numbers as bytes and text.
 *
 * Throws INVALID where it is none, TOO_LARGE where it has more spans than may be sent at once.
 */
export function decodeTraces(bytes: Uint8Array): unknown {
  return decodeExport(bytes, TRACES);
}

/** The same of an ExportLogsServiceRequest. */
export function decodeLogs(bytes: Uint8Array): unknown {
  return decodeExport(bytes, LOGS);
}

function decodeExport(bytes: Uint8Array, kind: Kind): unknown {
  const counter: Counter = { groups: 0, items: 0 };
  try {
    const decoded = fieldsOf(bytes, counter).flatMap((field) =>
      field.id === OF_RESOURCE ? [decodeOfResource(field.bytes, kind, counter)] : [],
    );
    return { [kind.ofResource]: decoded };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("INVALID", `The body is not a protobuf export of ${kind.words}`, { cause });
  }
}

function decodeOfResource(bytes: Uint8Array, kind: Kind, counter: Counter): unknown {
  const fields = fieldsOf(bytes, counter);
  const resource = fields.findLast(({ id }) => id === RESOURCE);
  return {
    resource: resource && decodeMessage("Resource", resource.bytes),
    [kind.ofScope]: fields.flatMap(({ id, bytes }) => (id === OF_SCOPE ? [decodeOfScope(bytes, kind, counter)] : [])),
  };
}

function decodeOfScope(bytes: Uint8Array, kind: Kind, counter: Counter): unknown {
  const fields = fieldsOf(bytes, counter);
  const items = fields.filter(({ id }) => id === ITEMS);
  const scope = fields.findLast(({ id }) => id === SCOPE);
  counter.items += items.length;
  if (counter.items > MAX_RECORDS_PER_POST) {
    throw new AppError("TOO_LARGE", `At most 10,000 ${kind.words} may be sent at once`);
  }
  return {
    scope: scope && decodeMessage("InstrumentationScope", scope.bytes),
    [kind.items]: items.map(({ bytes }) => (isReasonable(bytes) ? decodeMessage(kind.message, bytes) : null)),
  };
}

/** Whether a span or log record is no larger than one that a client would make. */
function isReasonable(bytes: Uint8Array): boolean {
  if (bytes.length > ITEM_BYTES_MAX) return false;
  const reader = protobuf.Reader.create(bytes);
  for (let fields = 0; reader.pos < reader.len; fields++) {
    if (fields >= ITEM_FIELDS_MAX) return false;
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
