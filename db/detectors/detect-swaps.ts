import { setImmediate as yieldNow } from "node:timers/promises";
import type { MeasuredChange, SeriesState } from "@/lib/domain/detectors/detection";
import type { HourProfile } from "@/lib/domain/detectors/hour-profile";
import { findSwaps, type Swap } from "@/lib/domain/detectors/swap/find-swaps";
import { matchKnown } from "@/lib/domain/detectors/swap/match-known";
import { MEASURE_TRAITS, type SwapMeasure } from "@/lib/domain/detectors/swap/measures";
import { timeToFind } from "@/lib/domain/detectors/swap/time-to-find";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { countsAsOf, hasBacklog, lockDetectors } from "./as-of";
import { listSeries, type Series } from "./list-series";
import { readAnswerHours } from "./read-answer-hours";
import { readSeriesState, type StoredDetection, saveDetection, saveSeriesState } from "./series-state";

const KIND = "swap";
/** The four weeks it learns of, the two in which a swap may have begun, and two more that say what was found before. */
const HISTORY_MS = 56 * DAY_MS;
const LEARNT_MS = 21 * DAY_MS;
/** A swap takes days to show, and looking for one takes a second. */
const LOOK_EVERY_MS = 6 * HOUR_MS;
/** How often detectSwaps is to be called: what is due then is spread over the six hours. */
export const SWAPS_EVERY_MS = MINUTE_MS;
/** So long a swap is news, from when it was found. */
const NEWS_MS = 7 * DAY_MS;
const DAY_ATTEMPTS_MIN = 20;
const NAMES: Readonly<Record<SwapMeasure, string>> = {
  outputTokens: "output_tokens",
  reasoningShare: "reasoning_share",
  tokensPerSecond: "output_tokens_per_s",
  ttftMs: "ttft_ms",
};
const USUAL_SWAP = { outputTokens: 1.2 };

/**
 * Looks for swaps in series that were not looked at for six hours: at each in its turn, at a new one at once. Returns how many those were.
 */
export async function detectSwaps(db: Db, { now }: { now: Date }): Promise<number> {
  const asOf = countsAsOf(now);
  const from = new Date(asOf - HISTORY_MS);
  if (await hasBacklog(db, { from, to: new Date(asOf) })) return 0;
  const all = await listSeries(db, { from, kind: KIND });
  let looked = 0;
  for (const series of nextOf(all, asOf)) {
    if (await lookAt(db, { series, asOf, watched: all.length })) looked++;
    await yieldNow();
  }
  return looked;
}

/** The new ones, and as many of the others as must be looked at each time for all to have their turn in six hours. */
function nextOf(all: readonly Series[], asOf: number): Series[] {
  const isNew = ({ lookedUntil }: Series) => lookedUntil === null;
  const due = all.filter((series) => !isNew(series) && isDue(series.lookedUntil, asOf));
  const inTurn = due.toSorted((a, b) => Number(a.lookedUntil) - Number(b.lookedUntil));
  return [...all.filter(isNew), ...inTurn.slice(0, Math.ceil((all.length * SWAPS_EVERY_MS) / LOOK_EVERY_MS))];
}

function isDue(lookedUntil: Date | null, asOf: number): boolean {
  return lookedUntil === null || asOf - lookedUntil.getTime() >= LOOK_EVERY_MS;
}

type LookInput = { series: Series; asOf: number; watched: number };

function lookAt(db: Db, { series, asOf, watched }: LookInput): Promise<boolean> {
  return db.transaction(async (tx) => {
    await lockDetectors(tx);
    const from = new Date(asOf - HISTORY_MS);
    const { lookedUntil, detections } = await readSeriesState(tx, { kind: KIND, series, from });
    if (!isDue(lookedUntil, asOf)) return false;
    const hours = await readAnswerHours(tx, { series, from, to: new Date(asOf) });
    const swaps = findSwaps(hours, { series: watched });
    await store(tx, { series, asOf, lookedUntil, swaps, known: detections });
    await yieldNow();
    const hoursToFind = timeToFind(hours, USUAL_SWAP, watched);
    await saveSeriesState(tx, {
      ...{ kind: KIND, series, lookedUntil: new Date(asOf), attempts: null },
      state: stateOf(hours, { asOf, hoursToFind }),
      hoursToFind: { output_tokens: hoursToFind },
    });
    return true;
  });
}

type StoreInput = {
  series: Series;
  asOf: number;
  lookedUntil: Date | null;
  swaps: readonly Swap[];
  known: readonly StoredDetection[];
};

/** What is over first: of a series only one is open. */
async function store(tx: Db, { series, asOf, lookedUntil, swaps, known }: StoreInput): Promise<void> {
  const matches = matchKnown(
    swaps.map(({ since, name }) => ({ since, returnedModel: name?.after ?? null })),
    known,
  );
  const found = swaps.map((swap, index) => {
    return { swap, stored: matches[index] ?? null, next: swaps[index + 1]?.since ?? null };
  });
  const past = known.filter((one) => one.endedAt === null && found.every(({ stored }) => stored !== one));
  for (const { id, ...values } of past) {
    const endedAt = new Date(Math.min(asOf, values.foundAt.getTime() + NEWS_MS));
    await saveDetection(tx, { kind: KIND, series, ...values, id, endedAt, endReason: "settled" });
  }
  for (const { swap, stored, next } of found) {
    const foundAt = stored?.foundAt ?? foundAtOf(swap, { asOf, lookedUntil });
    const until = Math.min(next?.getTime() ?? Number.POSITIVE_INFINITY, foundAt.getTime() + NEWS_MS);
    const endedAt = until <= asOf ? new Date(until) : null;
    await saveDetection(tx, {
      ...{ kind: KIND, series, id: stored?.id ?? null },
      ...{ since: swap.since, foundAt },
      ...{ endedAt, endReason: endedAt && ("settled" as const) },
      ...{ attempts: swap.count, measures: measuresOf(swap) },
      ...{ returnedModel: swap.name?.after ?? null, formerModels: swap.name && [...swap.name.before] },
      mayBeCallers: swap.mayBeCallers,
    });
  }
}

/** Now, where an hour that came since the last look made it clear; of the past, when it would have been found. */
function foundAtOf({ found }: Swap, { asOf, lookedUntil }: Pick<StoreInput, "asOf" | "lookedUntil">): Date {
  const isNow = lookedUntil !== null && found.getTime() >= lookedUntil.getTime();
  return new Date(isNow ? asOf : found.getTime() + HOUR_MS);
}

function measuresOf({ measures, isMeasured, count }: Swap): MeasuredChange[] {
  return measures.flatMap(({ measure, before, after, ratio, interval }) => {
    if (ratio === null || interval === null) return [];
    const isClear = interval.low > 1 || interval.high < 1;
    const isFound = isMeasured && isClear && MEASURE_TRAITS[measure].isPrimary;
    const bounds = [interval.low, interval.high] as const;
    return [{ measure: NAMES[measure], before, after, ratio, interval: bounds, count, isFound }];
  });
}

function stateOf(
  hours: readonly HourProfile[],
  { asOf, hoursToFind }: { asOf: number; hoursToFind: number | null },
): SeriesState {
  const first = hours[0]?.hour.getTime() ?? asOf;
  if (asOf - first < LEARNT_MS) return "learning";
  const today = hours.filter(({ hour }) => hour.getTime() >= asOf - DAY_MS);
  if (today.reduce((sum, { attempts }) => sum + attempts, 0) < DAY_ATTEMPTS_MIN) return "frozen";
  return hoursToFind === null ? "faint" : "watched";
}
