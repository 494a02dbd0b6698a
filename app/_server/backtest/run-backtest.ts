import { isDeepStrictEqual } from "node:util";
import { sql } from "drizzle-orm";
import { readOtherTiers } from "@/db/backtest/read-other-tiers";
import { readRecordedAttempts } from "@/db/backtest/read-recorded-attempts";
import type { Db } from "@/db/client";
import { onOneSnapshot } from "@/db/on-one-snapshot";
import { getPolicy } from "@/db/policies/get-policy";
import type { BacktestReply } from "@/lib/contract/backtest";
import type { TierPolicy } from "@/lib/contract/policy";
import { type BacktestRun, beginBacktest, finishBacktest, lackingHours } from "@/lib/domain/backtest/backtest";
import { backtestReply } from "./backtest-reply";
import { stepping } from "./stepping";
import type { Tracking } from "./tracking";

export type BacktestInput = { policy: TierPolicy; fromUs: number; toUs: number };

/** Connections a back-test reads over at once. */
export const BACKTEST_READERS = 2;
/** What is held in memory at once; about 300 MB. */
export const ATTEMPTS_MAX = 5_000_000;
/** How the work divides, roughly. */
const READ = 0.6;
const RUN = 0.3;

/**
 * Runs a draft over the recorded traffic of its tier, and beside it the tier's active policy in the same way.
 *
 * Looks at the signal between pieces of the work and lets other work of its thread in; throws the signal's reason.
 */
export async function runBacktest(db: Db, input: BacktestInput, options: Tracking): Promise<BacktestReply> {
  const { policy, fromUs, toUs } = input;
  const { signal, onProgress } = options;
  const { tier } = policy;
  return onOneSnapshot(db, BACKTEST_READERS, async (readers) => {
    const [first] = readers;
    // No workers beside: others need the cores more.
    for (const reader of readers)
      await reader.execute(
        sql`select set_config('max_parallel_workers_per_gather', '0', true), set_config('work_mem', '32MB', true)`,
      );
    const reading = { tier, fromUs, toUs, most: ATTEMPTS_MAX, signal };
    const { attempts, order } = await readRecordedAttempts(readers, {
      ...reading,
      onProgress: (share) => onProgress(share * READ),
    });
    const published = await getPolicy(first, { tier });
    // The same rules come to the same: they are led through once.
    const other = published && !isSameRouting(published, policy) ? published : null;
    const share = other ? RUN / 2 : RUN;
    const lead = (led: TierPolicy, done: number) =>
      stepping(beginBacktest(attempts, led, order), { signal, onProgress: (part) => onProgress(done + part * share) });
    const begun = await lead(policy, READ);
    const begunActive = other && (await lead(other, READ + share));
    const hours = [begun, ...(begunActive ? [begunActive] : [])].flatMap(lackingHours);
    const others = await readOtherTiers(first, {
      tier,
      hours,
      signal,
      onProgress: (part) => onProgress(READ + RUN + part * (1 - READ - RUN)),
    });
    const finish = (run: BacktestRun) => finishBacktest(run, { fromUs, toUs }, others);
    const result = finish(begun);
    const active = published && { version: published.version, result: begunActive ? finish(begunActive) : result };
    return backtestReply(result, { tier, fromUs, toUs, active });
  });
}

/** Whether two policies send every request the same way. */
function isSameRouting(one: TierPolicy, other: TierPolicy): boolean {
  const routing = ({ primary, fallbacks, failover, regions }: TierPolicy) => ({
    primary,
    fallbacks,
    failover,
    regions,
  });
  return isDeepStrictEqual(routing(one), routing(other));
}
