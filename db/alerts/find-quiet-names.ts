import { groupBy } from "@/lib/domain/group-by";
import {
  isLabel,
  NO_FILTERS,
  REPORT_DIMENSIONS,
  type ReportDimension,
  UNASSIGNED,
} from "@/lib/domain/report-dimensions";
import { resolveWindow } from "@/lib/domain/time/time-window";
import { minuteSpan } from "../aggregates/answer-window";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import type { ObserveContext } from "./observe-context";

export type AskedName = { kind: string; value: string };

/** Of these names, those that no attempt of the last 30 days has. Teams and other labels are left out: of days long ago they are not known by the minute. */
export async function findQuietNames(
  db: Db,
  { names, now, retention }: ObserveContext & { names: readonly AskedName[] },
): Promise<AskedName[]> {
  const buckets = [minuteSpan(resolveWindow({ window: "30d" }, now))];
  const quiet: AskedName[] = [];
  for (const [kind, asked] of groupBy(names, (name) => name.kind)) {
    const dimension: ReportDimension | undefined = REPORT_DIMENSIONS.find((name) => name === kind && !isLabel(name));
    if (dimension === undefined) continue;
    const filters = { ...NO_FILTERS, [dimension]: asked.map(({ value }) => value) };
    const sums = ["attempts"] as const;
    const { groups } = await readGroups(db, { buckets, filters, groupBy: [dimension], sums, metrics: [], retention });
    const seen = new Set(groups.map((group) => group.names[dimension] ?? UNASSIGNED));
    quiet.push(...asked.filter(({ value }) => !seen.has(value)));
  }
  return quiet;
}
