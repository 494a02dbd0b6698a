import { setImmediate as yieldNow } from "node:timers/promises";
import { SPEED_MEASURES } from "@/lib/domain/detectors/detection";
import {
  attemptsIn,
  BASELINE_MS,
  findRegression,
  HISTORY_MS,
  type Regression,
  type RegressionStep,
} from "@/lib/domain/detectors/find-regression";
import { thresholdFor } from "@/lib/domain/detectors/page-test";
import type { SpeedHour } from "@/lib/domain/detectors/speed-hour";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { countsAsOf, hasBacklog, lockDetectors } from "./as-of";
import { listSeries, type Series } from "./list-series";
import { readSeriesHours } from "./read-series-hours";
import { NO_SWAP, readSeriesState, type StoredDetection, saveDetection, saveSeriesState } from "./series-state";

const KIND = "regression";
/** A new installation, or one that was away, is looked at so far back, day by day. */
const CATCH_UP_MS = 14 * DAY_MS;

/**
 * Looks at the hours of every series that came since the last time, and again at those that an import has changed, and stores what began, went on and was over. Returns how many
 * series had new hours; null while the past is still being counted.
 *
 * Each series in a transaction of its own that has the detectors' lock: a second leader finds nothing left to do.
 */
export async function detectRegressions(db: Db, { now }: { now: Date }): Promise<number | null> {
  const asOf = countsAsOf(now);
  const from = new Date(asOf - HISTORY_MS);
  if (await hasBacklog(db, { from, to: new Date(asOf) })) return null;
  const all = await listSeries(db, { from, kind: KIND });
  const threshold = thresholdFor(all.length * SPEED_MEASURES.length);
  let looked = 0;
  for (const series of all.filter(({ lookedUntil, hasGrown }) => hasGrown || (lookedUntil?.getTime() ?? 0) < asOf)) {
    if (await lookAt(db, { series, asOf, threshold })) looked++;
    await yieldNow();
  }
  return looked;
}

type LookInput = { series: Series; asOf: number; threshold: number };

async function lookAt(db: Db, { series, asOf, threshold }: LookInput): Promise<boolean> {
  return db.transaction(async (tx) => {
    await lockDetectors(tx);
    const { lookedUntil, detections } = await readSeriesState(tx, {
      kind: KIND,
      series,
      from: new Date(asOf - 2 * HISTORY_MS),
    });
    const from = series.hasGrown
      ? lookAgainFrom(detections, asOf)
      : Math.max(lookedUntil?.getTime() ?? 0, asOf - CATCH_UP_MS);
    if (from >= asOf) return false;
    // One that is frozen for long is still compared with what was before it.
    const open = detections.find(({ endedAt }) => endedAt === null)?.since.getTime() ?? from;
    const span = { from: new Date(Math.min(from - HISTORY_MS, open - BASELINE_MS)), to: new Date(asOf) };
    const hours = await readSeriesHours(tx, { series, ...span });
    let known: readonly StoredDetection[] = detections;
    for (let at = from; at < asOf; ) {
      const until = Math.min(at + DAY_MS, asOf);
      const past = hours.filter(({ hour }) => hour.getTime() < until);
      const step = findRegression({ hours: past, asOf: until, from: at, threshold, ...splitEnded(known) });
      known = await store(tx, { series, known, step });
      if (until === asOf) await saveSeriesState(tx, { kind: KIND, series, ...stateOf(step, { hours, asOf }) });
      at = until;
      await yieldNow();
    }
    return true;
  });
}

/** From where a series is looked at that has many more attempts than it was known by: what was found stays, with all before it. */
function lookAgainFrom(known: readonly StoredDetection[], asOf: number): number {
  const found = known.map(({ endedAt, foundAt }) => endedAt?.getTime() ?? foundAt.getTime());
  return Math.min(Math.max(asOf - CATCH_UP_MS, ...found), asOf - HOUR_MS);
}

function stateOf(
  { state, hoursToFind }: RegressionStep,
  { hours, asOf }: { hours: readonly SpeedHour[]; asOf: number },
) {
  const attempts = attemptsIn(hours, { from: asOf - HISTORY_MS, to: asOf });
  return { state, hoursToFind, lookedUntil: new Date(asOf), attempts };
}

function splitEnded(known: readonly StoredDetection[]) {
  const last = known.find(({ endedAt }) => endedAt === null);
  const open = last && {
    since: last.since.getTime(),
    foundAt: last.foundAt.getTime(),
    found: SPEED_MEASURES.filter((name) => last.measures.some(({ measure, isFound }) => isFound && measure === name)),
  };
  const ended = known.flatMap(({ since, endedAt, endReason }) =>
    endedAt && endReason ? [{ from: since.getTime(), to: endedAt.getTime(), reason: endReason }] : [],
  );
  return { open: open ?? null, ended };
}

async function store(
  tx: Db,
  { series, known, step }: { series: Series; known: readonly StoredDetection[]; step: RegressionStep },
): Promise<readonly StoredDetection[]> {
  const { regression } = step;
  if (regression === null) return known;
  const open = known.find(({ endedAt }) => endedAt === null);
  const stored = await saveDetection(tx, {
    kind: KIND,
    series,
    id: open?.id ?? null,
    ...NO_SWAP,
    ...storedOf(regression),
  });
  return [...known.filter((one) => one !== open), stored];
}

function storedOf({ since, foundAt, ended, measures, count }: Regression) {
  return {
    since: new Date(since),
    foundAt: new Date(foundAt),
    endedAt: ended && new Date(ended.at),
    endReason: ended?.reason ?? null,
    ...{ measures, attempts: count },
  };
}
