import { groupBy } from "@/lib/domain/group-by";
import {
  isLabel,
  NO_FILTERS,
  REPORT_DIMENSIONS,
  type ReportDimension,
  UNASSIGNED,
} from "@/lib/domain/report-dimensions";
import { epochMinute } from "@/lib/domain/time/time-window";
import { DAY_MINUTES } from "@/lib/domain/time/units";
import { chooseSource } from "../aggregates/group-source";
import type { Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";

/** A value of a dimension that a rule or a target names. */
export type AskedName = { kind: string; value: string };

const QUIET_DAYS = 30;

/**
 * Of these names, those that no attempt of the last 30 days has: whole days of UTC and the one that runs, whose sums are read
 * once for each dimension. A label is left out as long as no breakdown has all of these days.
 */
export async function findQuietNames(
  db: Db,
  { names, now, retention }: { names: readonly AskedName[]; now: Date; retention: Retention },
): Promise<AskedName[]> {
  const to = epochMinute(now) + 1;
  const from = Math.floor(to / DAY_MINUTES - QUIET_DAYS) * DAY_MINUTES;
  const complete = retention.breakdowns?.filter(({ completeFrom }) => completeFrom <= from);
  const quiet: AskedName[] = [];
  for (const [kind, asked] of groupBy(names, (name) => name.kind)) {
    const dimension: ReportDimension | undefined = REPORT_DIMENSIONS.find((name) => name === kind);
    if (dimension === undefined) continue;
    if (isLabel(dimension) && chooseSource([dimension], complete).unsealed === null) continue;
    const filters = { ...NO_FILTERS, [dimension]: [...new Set(asked.map(({ value }) => value))] };
    const question = { buckets: [{ from, to }], filters, groupBy: [dimension], metrics: [], retention };
    const { groups } = await readGroups(db, { ...question, sums: ["attempts"] });
    const seen = new Set(groups.map((group) => group.names[dimension] ?? UNASSIGNED));
    quiet.push(...asked.filter(({ value }) => !seen.has(value)));
  }
  return quiet;
}
