import type { AttemptsExportQuery } from "@/lib/contract/attempts";
import { acceptsEncoding } from "@/lib/http/accepts-encoding";
import { streamExport } from "./export-service";

const CONTENT_TYPES = {
  csv: "text/csv; charset=utf-8; header=present",
  jsonl: "application/x-ndjson",
} as const;

/** A file of attempts as a download, packed where the client can unpack. */
export async function sendAttempts(
  format: keyof typeof CONTENT_TYPES,
  { query, request }: { query: AttemptsExportQuery; request: Request },
): Promise<Response> {
  const file = await streamExport({ kind: "attempts", format, query });
  const headers = {
    "content-type": CONTENT_TYPES[format],
    "content-disposition": `attachment; filename="attempts.${format}"`,
    "cache-control": "no-store",
    vary: "accept-encoding",
  };
  if (!acceptsEncoding(request.headers.get("accept-encoding"), "gzip")) return new Response(file, { headers });
  return new Response(file.pipeThrough(new CompressionStream("gzip")), {
    headers: { ...headers, "content-encoding": "gzip" },
  });
}
