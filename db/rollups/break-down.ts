import { BREAKDOWN_DIMENSIONS, rollupColumns } from "@/db/schema/rollup-columns";

const COLUMNS = rollupColumns(BREAKDOWN_DIMENSIONS);

/**
 * Selects columns of the rows of `from`, which are by app and label set, once for every breakdown, by what it has of both.
 *
 * A row of which projectLabelSets has not seen the label set is in none.
 */
export function selectBrokenDown(from: string, wanted: readonly string[] = COLUMNS): string {
  const own: Partial<Record<string, string>> = {
    breakdown_id: "b.id",
    app_id: "case when 'app' = any(b.dimensions) then r.app_id else 0 end",
    label_set_id: "p.projected_id",
  };
  const columns = wanted.map((name) => `${own[name] ?? `r.${name}`} as ${name}`);
  return `select ${columns.join(", ")} from ${from} r join label_projection p on p.label_set_id = r.label_set_id
    join breakdown b on b.id = p.breakdown_id and b.ended_at is null`;
}
