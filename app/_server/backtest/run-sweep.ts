import { sql } from "drizzle-orm";
import { readOtherTiers } from "@/db/backtest/read-other-tiers";
import { readRecordedAttempts } from "@/db/backtest/read-recorded-attempts";
import type { Db } from "@/db/client";
import { onOneSnapshot } from "@/db/on-one-snapshot";
import type { FrontierReply } from "@/lib/contract/frontier";
import { beginBacktest, finishBacktest, lackingHours } from "@/lib/domain/backtest/backtest";
import { type FrontierPoint, frontierPoint, onFrontier } from "@/lib/domain/frontier/frontier-point";
import { sweepGrid } from "@/lib/domain/frontier/sweep-grid";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { ATTEMPTS_MAX, BACKTEST_READERS, type BacktestInput } from "./run-backtest";
import { stepping } from "./stepping";
import type { Tracking } from "./tracking";

const POINTS_MAX = 60;
const POINTS_MIN = 8;
/** What may be led through breakers altogether; about a minute of a core. */
const LED_MAX = 40_000_000;
/** How the work divides, roughly. */
const READ = 0.2;

/**
 * Runs policies around a draft over the same recorded traffic, each as a back-test of its own would.
 *
 * One after the other, so that memory holds one of them. Looks at the signal between pieces of the work; throws its reason.
 */
export async function runSweep(db: Db, input: BacktestInput, { signal, onProgress }: Tracking): Promise<FrontierReply> {
  const { policy, fromUs, toUs } = input;
  const { tier } = policy;
  return onOneSnapshot(db, BACKTEST_READERS, async (readers) => {
    const [first] = readers;
    // No workers beside: others need the cores more.
    for (const reader of readers)
      await reader.execute(
        sql`select set_config('max_parallel_workers_per_gather', '0', true), set_config('work_mem', '32MB', true)`,
      );
    const { attempts, order } = await readRecordedAttempts(readers, {
      ...{ tier, fromUs, toUs, most: ATTEMPTS_MAX, signal },
      onProgress: (share) => onProgress(share * READ),
    });
    const room = Math.floor(LED_MAX / Math.max(1, attempts.n));
    const { all, points } = sweepGrid(policy, Math.min(POINTS_MAX, Math.max(POINTS_MIN, room)));
    const results: FrontierPoint[] = [];
    for (const point of points) {
      const part = (share: number) => onProgress(READ + ((results.length + share) / points.length) * (1 - READ));
      const begun = await stepping(beginBacktest(attempts, point, order), { signal, onProgress: part });
      const hours = lackingHours(begun);
      const others = await readOtherTiers(first, { tier, hours, signal, onProgress: () => undefined });
      results.push(frontierPoint(finishBacktest(begun, { fromUs, toUs }, others)));
    }
    const isOn = onFrontier(results);
    return {
      ...{ tier, from: formatInstantUs(fromUs), to: formatInstantUs(toUs), attempts: attempts.n, grid: all },
      points: points.map(({ fallbacks, failover }, place) => {
        const { max_error_rate, latency, ramp } = failover;
        const settings = { fallbacks, max_error_rate, latency, ramp };
        return { ...settings, ...pointReply(results[place]), is_draft: place === 0, on_frontier: isOn[place] ?? false };
      }),
    };
  });
}

function pointReply(point: FrontierPoint | undefined) {
  if (!point) throw new Error("Every policy of a sweep has a result");
  const { compared, moved, trips, errorRate, errorRateBand, p99Ms, p99Band, costPico, costBand } = point;
  return {
    compared,
    moved_attempts: moved,
    trips,
    error_rate: errorRate,
    error_rate_band: errorRateBand && ([...errorRateBand] satisfies [number, number]),
    duration_p99_ms: p99Ms,
    duration_p99_band: p99Band,
    usd_per_thousand: costPico === null ? null : formatUsd(costPico),
    usd_per_thousand_band: costBand && ([formatUsd(costBand[0]), formatUsd(costBand[1])] satisfies [string, string]),
  };
}
