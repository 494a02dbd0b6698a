import { requireScope } from "@/app/_server/caller";
import { importPreviewReplySchema, importPreviewSchema } from "@/lib/contract/imports";
import { defineRoute } from "@/lib/http/route";
import { previewImport } from "@/lib/ingest/import/preview-import";

export const dynamic = "force-dynamic";

/** Says what the first rows of a file would become. Stores nothing. */
export const POST = defineRoute({
  authenticate: requireScope("admin"),
  body: importPreviewSchema,
  reply: importPreviewReplySchema,
  handle: ({ body }) => previewImport({ ...body, nowUs: Date.now() * 1_000 }),
});
