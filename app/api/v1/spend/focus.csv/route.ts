import { streamExport } from "@/app/_server/exports/export-service";
import { implement } from "@/app/_server/implement";
import { type FocusQuery, focusOperation } from "@/lib/contract/focus";
import { focusFileName } from "@/lib/domain/focus/focus-file-name";
import { acceptsEncoding } from "@/lib/http/accepts-encoding";

const CONTENT_TYPES: Readonly<Record<FocusQuery["format"], string>> = {
  csv: "text/csv; charset=utf-8; header=present",
  parquet: "application/vnd.apache.parquet",
};

export const GET = implement(focusOperation, async ({ query, request }) => {
  const file = await streamExport({ kind: "focus", query });
  const headers = {
    "content-type": CONTENT_TYPES[query.format],
    "content-disposition": `attachment; filename="${fileName(query)}"`,
    "cache-control": "no-store",
    vary: "accept-encoding",
  };
  // Parquet is packed already.
  if (query.format === "parquet" || !acceptsEncoding(request.headers.get("accept-encoding"), "gzip")) {
    return new Response(file, { headers });
  }
  return new Response(file.pipeThrough(new CompressionStream("gzip")), {
    headers: { ...headers, "content-encoding": "gzip" },
  });
});

function fileName({ window = "24h", from, to, ...query }: FocusQuery): string {
  const isNamed = from === undefined || to === undefined;
  return focusFileName(query, isNamed ? window : { fromMs: from / 1_000, toMs: to / 1_000 });
}
