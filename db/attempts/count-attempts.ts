import { minuteSpan } from "../aggregates/answer-window";
import { filtersAttempts } from "../aggregates/filter-sql";
import type { Retention } from "../aggregates/group-types";
import { planGroups } from "../aggregates/plan-groups";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import type { AttemptSelection } from "./attempt-conditions";

/**
 * How many attempts a selection holds, from sums; null where sums do not know, or where it begins before the first attempt
 * that is retained.
 */
export async function countAttempts(
  db: Db,
  { selection, retention }: { selection: AttemptSelection; retention: Retention },
): Promise<number | null> {
  const { window, filters, outcomes, errorCodes = [], routers = [], ranges = [], requestId } = selection;
  if (errorCodes.length + routers.length + ranges.length > 0 || requestId !== undefined) return null;
  const span = minuteSpan(window);
  if (filtersAttempts(filters) !== undefined || span.from < retention.rawRetainedFrom) return null;
  const asked = { buckets: [span], filters, groupBy: [], metrics: [], retention };
  if (planGroups(asked).isRaw) return null;
  const { groups } = await readGroups(db, { ...asked, sums: outcomes.length > 0 ? outcomes : ["attempts"] });
  return groups.reduce((sum, { sums }) => sum + Object.values(sums).reduce((all, count) => all + Number(count), 0), 0);
}
