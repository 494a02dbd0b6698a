import { createAliasCache } from "@/app/_server/alias-table";
import { createPriceCache } from "@/app/_server/prices";
import type { Breaker } from "@/db/breaker/breaker-row";
import { insertFailovers } from "@/db/breaker/insert-failovers";
import { loadAllBreakers } from "@/db/breaker/load-breakers";
import { saveBreakers } from "@/db/breaker/save-breakers";
import type { Database } from "@/db/client";
import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { storeAttempts } from "@/db/ingest/store-attempts";
import { daysBetween, ensurePartitions } from "@/db/partitions/ensure-partitions";
import { dayOfUs } from "@/db/partitions/partition-days";
import { seedCataloguePrices } from "@/db/prices/seed-catalogue-prices";
import { advanceRetention } from "@/db/retention/advance-retention";
import { confirmRetention } from "@/db/retention/confirm-retention";
import { foldDeltas } from "@/db/rollups/fold-deltas";
import { getQuartersBefore } from "@/db/rollups/get-quarters-before";
import { sealMinutes } from "@/db/rollups/seal-minutes";
import { settleRollups } from "@/db/rollups/settle-rollups";
import { createTraffic } from "@/db/seed/create-traffic";
import { finishSeed } from "@/db/seed/finish-seed";
import { generateSpan } from "@/db/seed/generate-span";
import { pastIncidents } from "@/db/seed/incidents";
import { lastAttemptUs } from "@/db/seed/last-attempt-us";
import { seedDemoAlertRules } from "@/db/seed/seed-demo-alert-rules";
import { seedDemoBudgets } from "@/db/seed/seed-demo-budgets";
import { demoPolicies, seedDemoPolicies } from "@/db/seed/seed-demo-policies";
import { seedDemoPrices } from "@/db/seed/seed-demo-prices";
import { seedDemoUsers } from "@/db/seed/seed-demo-users";
import type { RoutedTier } from "@/db/seed/simulate-router";
import type { LogRecord } from "@/lib/contract/log-record";
import { createRandom } from "@/lib/domain/simulation/random";
import { DAY_US } from "@/lib/domain/time/units";
import type { Env } from "@/lib/env";
import { type NormalizeContext, normalizeAttempt } from "@/lib/ingest/normalize-attempt";
import { pricePairs } from "@/lib/ingest/price-pairs";

/** Covers the calendar month before this one as a whole, in every zone. */
const SPAN_US = 63 * DAY_US;
const BATCH = 10_000;
const SEED = 20_260_301;
const STORES_AT_ONCE = 2;
const BATCHES_PER_FOLD = 12;

export type SeedResult = { attempts: number; isTopUp: boolean; fromUs: number };

/**
 * Fills a demo's database with two simulated months up to now, through the same code as live records.
 *
 * Run again it adds only what happened since, and goes on where an interrupted run stopped.
 */
export async function seedDemo(
  { db, sql }: Database,
  input: { env: Env; nowUs: number; spanUs?: number; onProgress: (share: number, attempts: number) => void },
): Promise<SeedResult> {
  const { env, nowUs, spanUs = SPAN_US, onProgress } = input;
  const now = new Date(nowUs / 1000);
  await seedCataloguePrices(db, nowUs);
  await seedDemoUsers(db, { now });
  await seedDemoPolicies(db, { nowMs: now.getTime() });
  await seedDemoBudgets(db, { now });
  await seedDemoPrices(db, { now });
  await seedDemoAlertRules(db, { now });
  const days = { rawDays: env.rawRetentionDays, minuteDays: env.minuteRetentionDays };
  const clocks = { database: () => now.getTime() };
  // Simulated data may go, however long the demo was not run.
  await confirmRetention(db, { days, actor: "demo", clocks });
  await advanceRetention({ db, sql }, { days, clocks });

  const lastUs = await lastAttemptUs(sql);
  const fromUs = Math.max(nowUs - spanUs, lastUs === null ? 0 : lastUs + 1);
  await ensurePartitions(sql, daysBetween(dayOfUs(fromUs), dayOfUs(nowUs) + 2));
  const aliases = await createAliasCache({ db, sql })();
  const prices = createPriceCache(db);
  await prices.refresh();
  const codes = new DimensionCodes();
  const quartersBeforeUs = await getQuartersBefore(sql);
  const running = new Set<Promise<unknown>>();
  let attempts = 0;
  let batches = 0;
  let folding = Promise.resolve();

  async function store(records: readonly LogRecord[]) {
    await prices.ensure(pricePairs(records, aliases));
    const context: NormalizeContext = { nowUs, retainedDays: env.rawRetentionDays, aliases, prices: prices.book() };
    const post = records.flatMap((record) => {
      const attempt = normalizeAttempt(record, context);
      if (Array.isArray(attempt)) throw new Error(`The demo made a bad record: ${attempt[0]?.message}`);
      return attempt;
    });
    await storeAttempts(sql, { posts: [post], codes, nowUs, quartersBeforeUs });
    attempts += post.length;
  }

  for (const { records, failovers, breakers, untilUs } of simulate(fromUs, nowUs, await loadAllBreakers(db))) {
    while (running.size >= STORES_AT_ONCE) await Promise.race(running);
    const work: Promise<unknown> = store(records).finally(() => running.delete(work));
    running.add(work);
    await db.transaction(async (tx) => {
      await insertFailovers(tx, failovers);
      await saveBreakers(tx, breakers);
    });
    batches += 1;
    if (batches % BATCHES_PER_FOLD === 0) {
      // Beside the next batches: the database adds up while this process makes records.
      await folding;
      folding = foldAndSeal(untilUs);
    }
    onProgress((untilUs - fromUs) / (nowUs - fromUs), attempts);
  }
  await Promise.all([...running, folding]);
  await settleRollups(sql, { before: sealedBefore(nowUs) });
  await finishSeed(sql);
  return { attempts, isTopUp: lastUs !== null, fromUs };

  async function foldAndSeal(untilUs: number) {
    while ((await foldDeltas(sql)) > 0);
    await sealMinutes(sql, { before: sealedBefore(untilUs) });
  }
}

/** What is younger may still get records of the batch stored beside this one. */
function sealedBefore(untilUs: number): Date {
  return new Date(untilUs / 1000 - 120_000);
}

/** The records of a span, under the policies that were in force at each moment, and the breakers they led to. */
function* simulate(fromUs: number, toUs: number, breakers: readonly Breaker[]) {
  const nowMs = toUs / 1000;
  const incidents = pastIncidents(nowMs);
  const policies = demoPolicies(nowMs);
  const changes = [...new Set(policies.map(({ fromMs }) => fromMs * 1000))].filter(
    (atUs) => atUs > fromUs && atUs < toUs,
  );
  const traffic = createTraffic({
    random: createRandom(SEED + Math.floor(fromUs / DAY_US)),
    tiers: tiersAt(fromUs),
    incidents: () => incidents,
    breakers,
    prefix: `demo-${Math.floor(fromUs / 1e6).toString(36)}-`,
  });
  let startUs = fromUs;
  for (const endUs of [...changes, toUs]) {
    traffic.follow(tiersAt(startUs));
    for (const span of generateSpan({ traffic, fromUs: startUs, toUs: endUs, liveAtUs: toUs, batchSize: BATCH })) {
      yield { ...span, breakers: traffic.breakers() };
    }
    startUs = endUs;
  }

  function tiersAt(atUs: number): RoutedTier[] {
    const inForce = policies.filter(({ fromMs }) => fromMs * 1000 <= atUs);
    const bundleVersion = inForce.length;
    const tiers = inForce.map(({ policy, version }): [string, RoutedTier] => [
      policy.tier,
      { ...policy, version, bundleVersion },
    ]);
    return [...new Map(tiers).values()];
  }
}
