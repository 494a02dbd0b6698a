import { requireScope } from "@/app/_server/caller";
import { getIngest } from "@/app/_server/ingest/ingest-service";
import { importPreviewReplySchema, importPreviewSchema } from "@/lib/contract/imports";
import { defineRoute } from "@/lib/http/route";

export const dynamic = "force-dynamic";

/** Says what the first rows of a file would become. Stores nothing. */
export const POST = defineRoute({
  authenticate: requireScope("admin"),
  body: importPreviewSchema,
  reply: importPreviewReplySchema,
  handle: ({ body }) => getIngest().preview(body),
});
