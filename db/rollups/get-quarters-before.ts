import type { Sql } from "postgres";
import { DAY_US } from "@/lib/domain/time/units";

/**
 * The instant (epoch µs) before which new attempts need not be added up by minute, since no minute rows are kept there.
 *
 * A day before the mark that readers go by, so that a slightly older answer does no harm: cache it for minutes.
 */
export async function getQuartersBefore(sql: Sql): Promise<number> {
  const [state] = await sql<{ from_us: string | null }[]>`
    select (extract(epoch from nullif(minutes_from, '-infinity')) * 1000000)::bigint::text as from_us
    from rollup_state where id = 1
  `;
  return state?.from_us ? Number(state.from_us) - DAY_US : Number.NEGATIVE_INFINITY;
}
