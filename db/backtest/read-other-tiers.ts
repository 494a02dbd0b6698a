import { sql } from "drizzle-orm";
import type { LackingHour } from "@/lib/domain/backtest/backtest";
import { joinAttempts, type RecordedAttempts } from "@/lib/domain/backtest/recorded-attempts";
import type { Db } from "../client";
import { namePairs } from "./name-pairs";
import { readPiece } from "./read-piece";

export type OtherTiersInput = {
  tier: string;
  hours: readonly LackingHour[];
  signal: AbortSignal;
  onProgress: (share: number) => void;
};

const HOUR_US = 3_600_000_000;

/** The attempts of other tiers, or of none, on the pairs asked for in their hours. */
export async function readOtherTiers(db: Db, input: OtherTiersInput): Promise<RecordedAttempts> {
  const { tier, hours, signal, onProgress } = input;
  const pairsOf = new Map<number, LackingHour["pair"][]>();
  for (const { hour, pair } of hours) pairsOf.set(hour, [...(pairsOf.get(hour) ?? []), pair]);
  const pieces: RecordedAttempts[] = [];
  let done = 0;
  for (const [hour, pairs] of [...pairsOf].sort(([a], [b]) => a - b)) {
    signal.throwIfAborted();
    const asked = JSON.stringify(pairs);
    const who = sql`t.tier_id <> coalesce((select id from dimension where kind = 'tier' and value = ${tier}), -1)
      and (t.region_id, t.model_id) in (
        select region.id, model.id from jsonb_to_recordset(${asked}::jsonb) as asked(region text, model text)
        join dimension region on region.kind = 'region' and region.value = asked.region
        join dimension model on model.kind = 'model' and model.value = asked.model)`;
    const piece = await readPiece(db, { fromUs: hour * HOUR_US, toUs: (hour + 1) * HOUR_US, who });
    if (piece.n > 0) pieces.push(piece);
    done += 1;
    onProgress(done / pairsOf.size);
  }
  return namePairs(db, joinAttempts(pieces));
}
