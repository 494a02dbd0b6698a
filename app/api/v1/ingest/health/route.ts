import { requireScope } from "@/app/_server/caller";
import { getReadDb } from "@/app/_server/runtime";
import { getIngestHealth } from "@/db/arrivals/get-ingest-health";
import { ingestHealthSchema } from "@/lib/contract/ingest-health";
import { defineRoute } from "@/lib/http/route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  authenticate: requireScope("metrics:read"),
  reply: ingestHealthSchema,
  handle: () => getIngestHealth(getReadDb(), { now: new Date() }),
});
