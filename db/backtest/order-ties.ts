import { type SQL, sql } from "drizzle-orm";
import { endOrder } from "@/lib/domain/backtest/end-order";
import { copyAttempt, type RecordedAttempts } from "@/lib/domain/backtest/recorded-attempts";
import { formatInstantUs } from "@/lib/domain/time/instant";
import type { Db } from "../client";
import { readPiece } from "./read-piece";

/** Places in the order of ends, half-open, of attempts that ended together. */
type Tie = { from: number; to: number };

const STARTS_A_QUERY = 10_000;

/**
 * Puts attempts that ended in the same µs into the order of their ids, in place, and returns the order of all ends.
 * `who` is what they were read by.
 *
 * Few do, so they are read once more with their order, instead of all with it.
 */
export async function orderTies(db: Db, attempts: RecordedAttempts, who: SQL): Promise<Uint32Array> {
  const order = endOrder(attempts);
  const endAt = (place: number) => {
    const index = order[place] ?? 0;
    return (attempts.startUs[index] ?? 0) + (attempts.durationUs[index] ?? 0);
  };
  let waiting: Tie[] = [];
  let starts = new Set<number>();
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && endAt(to) === endAt(from)) to++;
    if (to - from > 1) {
      waiting.push({ from, to });
      for (const index of order.subarray(from, to)) starts.add(attempts.startUs[index] ?? 0);
    }
    from = to;
    if (starts.size < STARTS_A_QUERY && from < order.length) continue;
    if (starts.size > 0) await settle(waiting, [...starts]);
    waiting = [];
    starts = new Set();
  }
  return order;

  async function settle(ties: readonly Tie[], startsUs: number[]): Promise<void> {
    const fromUs = startsUs.reduce((least, start) => Math.min(least, start));
    const toUs = startsUs.reduce((most, start) => Math.max(most, start)) + 1;
    const texts = `{${startsUs.map((start) => `"${formatInstantUs(start)}"`).join(",")}}`;
    const theirs = sql`${who} and r.started_at = any(${texts}::timestamptz[])`;
    const ordered = await readPiece(db, { fromUs, toUs, who: theirs, isOrdered: true });
    const placesOf = new Map<number, number[]>();
    for (let place = 0; place < ordered.n; place++) {
      const end = (ordered.startUs[place] ?? 0) + (ordered.durationUs[place] ?? 0);
      const places = placesOf.get(end);
      if (places) places.push(place);
      else placesOf.set(end, [place]);
    }
    // All ends first: the attempts they are read from change below.
    const ends = ties.map(({ from }) => endAt(from));
    ties.forEach(({ from, to }, at) => {
      const places = placesOf.get(ends[at] ?? 0) ?? [];
      if (places.length !== to - from) return;
      for (const [nth, place] of places.entries()) copyAttempt(ordered, place, attempts, order[from + nth] ?? 0);
    });
  }
}
