import { implement } from "@/app/_server/implement";
import { readContext } from "@/app/_server/reads/read-context";
import { getTierTraffic } from "@/db/thresholds/get-tier-traffic";
import { tierTrafficOperation } from "@/lib/contract/tier-traffic";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";

export const GET = implement(tierTrafficOperation, async ({ params: { tier }, query: { region } }) => {
  const { db, now, retention } = await readContext({ ...NO_FILTERS, tier: [tier], region });
  return getTierTraffic(db, { tier, regions: region, now, retention });
});
