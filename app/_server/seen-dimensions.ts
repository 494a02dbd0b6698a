import { cache } from "react";
import type { FilterName } from "@/components/shell/report-params";
import { FILTER_NAMES } from "@/components/shell/report-params";
import { listDimensionValues } from "@/db/dimensions/list-dimension-values";
import { getReadDb } from "./runtime";

const VALUES_PER_FILTER = 500;

/** What there is to filter by, read once per request however many ask. */
export const seenDimensions = cache(async (): Promise<Record<FilterName, string[]>> => {
  const seen = await listDimensionValues(getReadDb(), { kinds: FILTER_NAMES, limit: VALUES_PER_FILTER });
  const { model = [], region = [], tier = [], app = [], provider = [] } = seen;
  return { model, region, tier, app, provider };
});
