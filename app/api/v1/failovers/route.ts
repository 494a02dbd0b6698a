import { requireScope } from "@/app/_server/caller";
import { getReadDb } from "@/app/_server/runtime";
import { drainBreakerFeed } from "@/db/breaker/drain-breaker-feed";
import { listFailovers } from "@/db/failovers/list-failovers";
import { failoversQuerySchema, failoversSchema } from "@/lib/contract/failovers";
import { windowLengthMs } from "@/lib/domain/time/time-window";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("policies:read"),
  query: failoversQuerySchema,
  reply: failoversSchema,
  handle: async ({ query: { window = "24h", from, to, ...page } }) => {
    await drainBreakerFeed(getReadDb());
    // A named window has no end: an attempt ends after it began, and a router's clock may run ahead.
    const namedFromUs = (Date.now() - windowLengthMs(window)) * 1000;
    return listFailovers(getReadDb(), { fromUs: from ?? namedFromUs, toUs: to ?? null, ...page });
  },
});
