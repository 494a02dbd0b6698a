import { z } from "zod";
import { defineRoute } from "@/lib/http/route";

export const dynamic = "force-dynamic";

/** The process answers; says nothing of the database, so that a restart is not tried for what it cannot mend. */
export const GET = defineRoute({
  authenticate: () => undefined,
  reply: z.object({ status: z.literal("ok") }),
  handle: () => ({ status: "ok" as const }),
});
