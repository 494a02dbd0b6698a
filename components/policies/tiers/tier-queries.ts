import { type FailoversQuery, OWN_SOURCES } from "@/lib/client/failovers";
import type { SeriesQuery } from "@/lib/client/series";

/** What the list of tiers asks for; the page has it answered before it is sent. */
export const TIER_QUERIES: { traffic: SeriesQuery; failovers: FailoversQuery } = {
  traffic: { window: "24h", metric: "requests", by: "tier", step: "1h" },
  failovers: { window: "7d", source: OWN_SOURCES, limit: 500 },
};
