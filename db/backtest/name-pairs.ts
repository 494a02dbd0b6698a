import { sql } from "drizzle-orm";
import { z } from "zod";
import { PairCodes } from "@/lib/domain/backtest/pair-codes";
import type { RecordedAttempts } from "@/lib/domain/backtest/recorded-attempts";
import type { Db } from "../client";
import { selectRows } from "../select-rows";

const rowSchema = z.object({ id: z.number(), region: z.string(), model: z.string() });

/** Puts regions and models in the place of the dimension sets decodePiece leaves there. */
export async function namePairs(db: Db, attempts: RecordedAttempts): Promise<RecordedAttempts> {
  const { n, pair } = attempts;
  const seen = new Set<number>();
  let most = 0;
  for (const id of pair) {
    seen.add(id);
    if (id > most) most = id;
  }
  const codes = new PairCodes();
  const pairOf = new Uint32Array(most + 1);
  for (const { id, region, model } of await listDimensionSets(db, [...seen])) pairOf[id] = codes.codeOf(region, model);
  for (let index = 0; index < n; index++) pair[index] = pairOf[pair[index] ?? 0] ?? 0;
  return { ...attempts, pairs: codes.pairs };
}

function listDimensionSets(db: Db, ids: readonly number[]) {
  const statement = sql`select t.id, region.value as region, model.value as model
    from attribution t join dimension region on region.id = t.region_id join dimension model on model.id = t.model_id
    where t.id = any(${`{${ids.join(",")}}`}::int[]) order by t.id`;
  return selectRows(db, statement, rowSchema);
}
