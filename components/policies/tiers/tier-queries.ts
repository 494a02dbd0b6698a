import { OWN_SOURCES } from "@/lib/client/own-sources";
import type { ReadInput } from "@/lib/client/read-types";

/** What the list of tiers asks for; the page has it answered before it is sent. */
export const TIER_QUERIES: { traffic: ReadInput<"/api/v1/stats/series">; failovers: ReadInput<"/api/v1/failovers"> } = {
  traffic: { window: "24h", metric: "requests", by: "tier", step: "1h" },
  failovers: { window: "7d", source: OWN_SOURCES, limit: 500 },
};
