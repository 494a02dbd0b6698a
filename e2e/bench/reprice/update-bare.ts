import { partitionName } from "@/db/partitions/partition-days";
import { ONLY_BUCKET } from "@/db/schema/attempt-bucket";
import { DAY_US } from "@/lib/domain/time/units";
import type { BenchDatabase } from "../open-bench";
import type { Window } from "./store-month";

const CONNECTIONS = 2;

/**
 * Writes the attempts that have one of these prices anew, a day in a statement, on two connections: what the least that a
 * re-price of them does takes by itself. Says how many there were and how many seconds it took.
 */
export async function updateBare(
  { sql }: BenchDatabase,
  { fromUs, toUs, priceIds }: Window & { priceIds: readonly number[] },
): Promise<{ rows: number; seconds: number }> {
  const days = Array.from({ length: (toUs - fromUs) / DAY_US }, (_, index) => fromUs / DAY_US + index);
  const startedAt = performance.now();
  let rows = 0;
  const work = async () => {
    for (let day = days.shift(); day !== undefined; day = days.shift()) {
      const { count } = await sql.unsafe(
        `update ${partitionName(day)} r set cost_pico = r.cost_pico from attribution t
         where r.bucket = ${ONLY_BUCKET} and t.id = r.attribution_id and t.price_id = any($1::int[])`,
        [[...priceIds]],
      );
      rows += count;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  return { rows, seconds: (performance.now() - startedAt) / 1_000 };
}
