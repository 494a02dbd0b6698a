import { type SQL, sql } from "drizzle-orm";
import type { LackingHour } from "@/lib/domain/backtest/backtest";
import { joinAttempts, type RecordedAttempts } from "@/lib/domain/backtest/recorded-attempts";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { HOUR_US } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { namePairs } from "./name-pairs";
import { readPiece } from "./read-piece";

export type OtherTiersInput = {
  tier: string;
  hours: readonly LackingHour[];
  signal: AbortSignal;
  onProgress: (share: number) => void;
};

const STRETCH_HOURS = 24;

/** The attempts of other tiers, or of none, on the pairs asked for in their hours. */
export async function readOtherTiers(db: Db, input: OtherTiersInput): Promise<RecordedAttempts> {
  const { tier, signal, onProgress } = input;
  const stretches = stretchesOf(input.hours);
  const pieces: RecordedAttempts[] = [];
  for (const [done, hours] of stretches.entries()) {
    signal.throwIfAborted();
    const piece = await readPiece(db, { ...boundsOf(hours), who: ofOtherTiers(tier, hours) });
    if (piece.n > 0) pieces.push(piece);
    onProgress((done + 1) / stretches.length);
  }
  return namePairs(db, joinAttempts(pieces));
}

/** Hours that follow one another without a gap, a day of them at most: a statement for each hour would take longer to plan than to run. */
function stretchesOf(hours: readonly LackingHour[]): LackingHour[][] {
  const stretches: LackingHour[][] = [];
  for (const one of hours.toSorted((a, b) => a.hour - b.hour)) {
    const stretch = stretches.at(-1);
    const [first = one] = stretch ?? [];
    const last = stretch?.at(-1);
    if (stretch && last && one.hour - last.hour <= 1 && one.hour - first.hour < STRETCH_HOURS) stretch.push(one);
    else stretches.push([one]);
  }
  return stretches;
}

function boundsOf(hours: readonly LackingHour[]) {
  const [first] = hours;
  const last = hours.at(-1);
  return { fromUs: (first?.hour ?? 0) * HOUR_US, toUs: ((last?.hour ?? -1) + 1) * HOUR_US };
}

function ofOtherTiers(tier: string, hours: readonly LackingHour[]): SQL {
  const asked = hours.map(({ hour, pair }) => {
    return { ...pair, begin: formatInstantUs(hour * HOUR_US), finish: formatInstantUs((hour + 1) * HOUR_US) };
  });
  return sql`t.tier_id <> coalesce((select id from dimension where kind = 'tier' and value = ${tier}), -1)
    and exists (
      select from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as asked(region text, model text, begin timestamptz, finish timestamptz)
      join dimension region on region.kind = 'region' and region.value = asked.region
      join dimension model on model.kind = 'model' and model.value = asked.model
      where t.region_id = region.id and t.model_id = model.id
        and r.started_at >= asked.begin and r.started_at < asked.finish)`;
}
