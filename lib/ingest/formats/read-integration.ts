import { AppError } from "@/lib/contract/error";
import type { Entry, RequestFacts } from "./entry";
import { FORMATS } from "./formats";
import { decodeLogs, decodeTraces } from "./otlp/decode-export";
import { logEntries } from "./otlp/log-entries";
import { otlpJson, readJsonSpans } from "./otlp/otlp-json";
import { otlpLogs, readJsonLogs } from "./otlp/otlp-logs";
import { type BrokenLog, type LogEvent, readLogs } from "./otlp/read-logs";
import { readSpans } from "./otlp/read-spans";
import type { ExportedSpan } from "./otlp/settle-export";
import { readCalls, spanEntries } from "./otlp/span-entries";

export const PROTOBUF_TYPE = "application/x-protobuf";

/** A post in the format of another tool, unpacked; `text` reads its bytes as such. */
export type IntegrationBody = {
  format: string;
  bytes: Uint8Array;
  contentType: string | null;
  receivedAtUs: number;
  request?: RequestFacts | undefined;
  text: () => string;
};

/** What a post tells. Throws INVALID, UNSUPPORTED or TOO_LARGE where the whole of it cannot be taken. */
export function readIntegrationBody(body: IntegrationBody): Entry[] {
  if (body.format === otlpJson.name) return spanEntries(readTraces(body));
  if (body.format === otlpLogs.name) return logEntries(readLogExport(body));
  const format = FORMATS.get(body.format);
  if (!format) throw new AppError("NOT_FOUND", `There is no format ${body.format}`);
  return format.read({ text: body.text(), receivedAtUs: body.receivedAtUs, request: body.request });
}

/** The spans of an export, to be settled by what is known of their traces. Throws as `readIntegrationBody`. */
export function readTraceExport(body: IntegrationBody): ExportedSpan[] {
  return readCalls(readTraces(body));
}

function readTraces(body: IntegrationBody) {
  return isProtobuf(body) ? readSpans(decodeTraces(body.bytes)) : readJsonSpans(body.text());
}

/** The log records of an export. Throws as `readIntegrationBody`. */
export function readLogExport(body: IntegrationBody): (LogEvent | BrokenLog)[] {
  return isProtobuf(body) ? readLogs(decodeLogs(body.bytes)) : readJsonLogs(body.text());
}

function isProtobuf({ contentType }: IntegrationBody): boolean {
  const type = mediaType(contentType);
  if (type === PROTOBUF_TYPE || type === "application/json") return type === PROTOBUF_TYPE;
  throw new AppError("UNSUPPORTED", `Content-Type must be ${PROTOBUF_TYPE} or application/json`);
}

/** A content type without its parameters. */
export function mediaType(contentType: string | null): string {
  return (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}
