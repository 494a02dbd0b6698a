import { z } from "zod";
import { requireScope } from "@/app/_server/caller";
import { readContext } from "@/app/_server/reads/read-context";
import { getTierTraffic } from "@/db/thresholds/get-tier-traffic";
import { dimensionName } from "@/lib/contract/common";
import { tierTrafficQuerySchema, tierTrafficSchema } from "@/lib/contract/tier-traffic";
import { defineRoute } from "@/lib/http/route";

const params = z.object({ tier: dimensionName });

export const GET = defineRoute({
  authenticate: requireScope("policies:read"),
  params,
  query: tierTrafficQuerySchema,
  reply: tierTrafficSchema,
  handle: async ({ params: { tier }, query: { region } }) => {
    const { db, now, retention } = await readContext({ tier: [tier], region, model: [], provider: [], app: [] });
    return getTierTraffic(db, { tier, regions: region, now, retention });
  },
});
