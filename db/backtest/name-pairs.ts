import { sql } from "drizzle-orm";
import { z } from "zod";
import { PairCodes } from "@/lib/domain/backtest/pair-codes";
import { joinAttempts, type RecordedAttempts } from "@/lib/domain/backtest/recorded-attempts";
import type { Db } from "../client";
import { selectRows } from "../select-rows";

const rowSchema = z.object({ id: z.number(), region: z.string(), model: z.string() });

/** Joins pieces as decodePiece leaves them, with regions and models in the place of attributions. */
export async function namePairs(db: Db, pieces: readonly RecordedAttempts[]): Promise<RecordedAttempts> {
  const seen = new Set<number>();
  for (const { pair } of pieces) for (const id of pair) seen.add(id);
  const codes = new PairCodes();
  const pairOf = new Uint32Array([...seen].reduce((most, id) => Math.max(most, id), 0) + 1);
  for (const { id, region, model } of await listAttributions(db, [...seen])) pairOf[id] = codes.codeOf(region, model);
  const joined = joinAttempts(pieces, codes.pairs);
  for (let index = 0; index < joined.n; index++) joined.pair[index] = pairOf[joined.pair[index] ?? 0] ?? 0;
  return joined;
}

function listAttributions(db: Db, ids: readonly number[]) {
  const statement = sql`select t.id, region.value as region, model.value as model
    from attribution t join dimension region on region.id = t.region_id join dimension model on model.id = t.model_id
    where t.id = any(${`{${ids.join(",")}}`}::int[]) order by t.id`;
  return selectRows(db, statement, rowSchema);
}
