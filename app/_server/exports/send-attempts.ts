import type { AttemptsExportQuery } from "@/lib/contract/attempts";
import { streamExport } from "./export-service";

const CONTENT_TYPES = {
  csv: "text/csv; charset=utf-8; header=present",
  jsonl: "application/x-ndjson",
} as const;

/** A file of attempts as a download; as it is, so that whoever saves it has it to read. */
export async function sendAttempts(format: keyof typeof CONTENT_TYPES, query: AttemptsExportQuery): Promise<Response> {
  return new Response(await streamExport({ kind: "attempts", format, query }), {
    headers: {
      "content-type": CONTENT_TYPES[format],
      "content-disposition": `attachment; filename="attempts.${format}"`,
      "cache-control": "no-store",
    },
  });
}
