import { cache } from "react";
import { FILTER_NAMES } from "@/components/shell/report-params";
import { listDimensionValues } from "@/db/dimensions/list-dimension-values";
import { recordOf } from "@/lib/domain/record-of";
import { absentName, isLabel, type ReportDimension } from "@/lib/domain/report-dimensions";
import { getReadDb } from "./runtime";

const VALUES_PER_FILTER = 500;

/** What there is to filter by, read once per request however many ask. */
export const seenDimensions = cache(async (): Promise<Record<ReportDimension, string[]>> => {
  const seen = await listDimensionValues(getReadDb(), { kinds: FILTER_NAMES, limit: VALUES_PER_FILTER });
  return recordOf(FILTER_NAMES, (name) => {
    const values = seen[name] ?? [];
    return isLabel(name) && values.length > 0 ? [...values, absentName(name)] : values;
  });
});
