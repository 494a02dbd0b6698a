import { requireScope } from "@/app/_server/caller";
import { getReadDb } from "@/app/_server/runtime";
import { listRouters } from "@/db/routers/list-routers";
import { routersSchema } from "@/lib/contract/routers";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("policies:read"),
  reply: routersSchema,
  handle: () => listRouters(getReadDb(), { now: new Date() }),
});
