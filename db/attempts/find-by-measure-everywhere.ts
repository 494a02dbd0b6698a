import type { Db } from "../client";
import { comparePositions, mergeAttempts, positionOf } from "./compare-attempts";
import { type ArchivedMeasureSearch, findArchivedByMeasure } from "./find-archived-by-measure";
import { type FoundByMeasure, findByMeasure, type MeasureSearch } from "./find-by-measure";

/** What findByMeasure finds, on the days that are archived in their files as well. */
export async function findByMeasureEverywhere(
  db: Db,
  search: MeasureSearch & Pick<ArchivedMeasureSearch, "archived" | "days">,
): Promise<FoundByMeasure> {
  const found = await findByMeasure(db, search);
  if (search.days.length === 0) return found;
  const { measure, order, limit } = search;
  const sort = { by: measure, order };
  const all = mergeAttempts([found.rows, await findArchivedByMeasure(search)], sort);
  const { searchedTo } = found;
  if (searchedTo === null) return { rows: all.slice(0, limit), searchedTo };
  const compare = comparePositions(sort);
  // Beyond what the database was searched for there may be more in it.
  const rows = all.filter((row) => compare(positionOf(row, measure), searchedTo) <= 0).slice(0, limit);
  return { rows, searchedTo: rows.length < limit ? searchedTo : null };
}
