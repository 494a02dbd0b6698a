import { z } from "zod";
import { requireScope } from "@/app/_server/caller";
import { getReadDb } from "@/app/_server/runtime";
import { getFailoverDetail } from "@/db/failovers/get-failover-detail";
import { failoverDetailSchema } from "@/lib/contract/failover-detail";
import { defineRoute } from "@/lib/http/route";

export const dynamic = "force-dynamic";

/** A transition with the attempts that caused it, and whether it helped. */
export const GET = defineRoute({
  authenticate: requireScope("policies:read"),
  params: z.object({ id: z.coerce.number().int().positive() }),
  reply: failoverDetailSchema,
  handle: ({ params: { id } }) => getFailoverDetail(getReadDb(), { id, nowUs: Date.now() * 1_000 }),
});
