import type { Sql } from "postgres";
import { theRow } from "@/db/the-row";
import { SECOND_MS } from "@/lib/domain/time/units";
import { foldDeltas } from "./fold-deltas";

/**
 * Until so many groups are pending, or one for so long, deltas wait for others: many folded at once write each minute once.
 *
 * Bounded by the reader, who unnests and merges what is pending: 3 to 7 µs of PostgreSQL's a group where all percentiles are asked.
 */
const WAITING = { groups: 12_000, ms: 2 * SECOND_MS };

const IS_DUE = `
  select coalesce(max(groups) >= $1::int or max(waited_ms) >= $2::int, false) as "isDue"
  from (${["rollup_delta", "rollup_delta_app"].map(waitingIn).join(" union all ")}) queue`;

function waitingIn(queue: string): string {
  return `select sum(cardinality(starts_at)) as groups, extract(epoch from now() - min(created_at)) * 1000 as waited_ms
    from ${queue}`;
}

/** Folds what is pending once it is much or old. Says whether to look again at once. */
export async function foldWhenDue(sql: Sql, waiting = WAITING): Promise<"more" | "done"> {
  const { isDue } = theRow(
    await sql.unsafe<{ isDue: boolean }[]>(IS_DUE, [waiting.groups, waiting.ms], { prepare: true }),
  );
  if (!isDue) return "done";
  await foldDeltas(sql);
  return "more";
}
