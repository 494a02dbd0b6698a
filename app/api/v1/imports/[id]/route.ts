import { z } from "zod";
import { actorName, requireScope } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { forgetImport } from "@/db/imports/forget-import";
import { importRunSchema } from "@/lib/contract/imports";
import { defineRoute } from "@/lib/http/route";

export const dynamic = "force-dynamic";

/** Forgets an interrupted import that stored nothing. */
export const DELETE = defineRoute({
  authenticate: requireScope("admin"),
  params: z.object({ id: z.string().max(64) }),
  reply: importRunSchema,
  handle: ({ caller, params }) => forgetImport(getDb(), { key: params.id, actor: actorName(caller), now: new Date() }),
});
