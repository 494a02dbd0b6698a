import { AppError } from "@/lib/contract/error";
import type { Entry, RequestFacts } from "./entry";
import { FORMATS } from "./formats";
import { decodeTraces } from "./otlp/decode-traces";
import type { RecentSpans } from "./otlp/innermost";
import { otlpJson, readJsonSpans } from "./otlp/otlp-json";
import { readSpans } from "./otlp/read-spans";
import { spanEntries } from "./otlp/span-entries";

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
export function readIntegrationBody(body: IntegrationBody, recent: RecentSpans): Entry[] {
  if (body.format === otlpJson.name) return spanEntries(readTraces(body), recent);
  const format = FORMATS.get(body.format);
  if (!format) throw new AppError("NOT_FOUND", `There is no format ${body.format}`);
  return format.read({ text: body.text(), receivedAtUs: body.receivedAtUs, request: body.request });
}

function readTraces({ bytes, contentType, text }: IntegrationBody) {
  const type = mediaType(contentType);
  if (type === PROTOBUF_TYPE) return readSpans(decodeTraces(bytes));
  if (type === "application/json") return readJsonSpans(text());
  throw new AppError("UNSUPPORTED", `Content-Type must be ${PROTOBUF_TYPE} or application/json`);
}

/** A content type without its parameters. */
export function mediaType(contentType: string | null): string {
  return (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}
