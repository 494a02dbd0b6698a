import { requireScope } from "@/app/_server/caller";
import { readIngestHealth } from "@/app/_server/read-ingest-health";
import { ingestHealthSchema } from "@/lib/contract/ingest-health";
import { defineRoute } from "@/lib/http/route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  authenticate: requireScope("metrics:read"),
  reply: ingestHealthSchema,
  handle: readIngestHealth,
});
