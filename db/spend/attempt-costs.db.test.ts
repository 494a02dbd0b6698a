import { expect, test } from "vitest";
import { PLAIN_TERMS } from "@/lib/domain/pricing/price";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { epochMinute } from "@/lib/domain/time/time-window";
import { isChargedWaste, wasteKindOf } from "@/lib/domain/waste";
import { insertPrices } from "../prices/insert-prices";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { getSpend } from "./get-spend";
import { getUnpriced } from "./get-unpriced";
import { getWaste } from "./get-waste";
import { bridgePeriod, readBridgePeriod } from "./read-bridge-period";

const database = testDatabase();
const USD = 1_000_000_000_000n;
const WINDOW = { from: new Date("2026-03-05T13:21:00Z"), to: new Date("2026-03-08T02:07:00Z") };
const question = { window: WINDOW, filters: NO_FILTERS, now: WINDOW.to, retention: EVERYTHING_RETAINED };
const attempts = randomAttempts(seededRandom(5), 800, {
  from: new Date("2026-03-05T00:00:00Z"),
  to: new Date("2026-03-09T00:00:00Z"),
});
const isAsked = ({ startedAtUs }: { startedAtUs: number }) =>
  startedAtUs >= WINDOW.from.getTime() * 1_000 && startedAtUs < WINDOW.to.getTime() * 1_000;

test("waste is what every attempt cost that was no answer, and a part of the spend", async () => {
  await givenAttempts(database.sql, attempts);

  const { kinds, wasted, total } = await getWaste(database.db, question);

  const spend = await getSpend(database.db, { ...question, groupBy: [], interval: "none", tz: "UTC" });
  expect(total).toMatchObject({ attempts: spend.total.attempts, cost_usd: spend.total.cost_usd });
  for (const { kind, ...shown } of kinds) {
    const own = attempts.filter((one) => isAsked(one) && wasteKindOf(one) === kind);
    // Of what is charged nothing, the cost needs no price.
    const priced = own.flatMap(({ costPico }) => costPico ?? (isChargedWaste(kind) ? [] : 0n));
    expect({ kind, ...shown }).toEqual({
      kind,
      attempts: own.length,
      unpriced: own.length - priced.length,
      cost_usd: own.length > 0 && priced.length === 0 ? null : formatUsd(priced.reduce((sum, cost) => sum + cost, 0n)),
    });
  }
  expect(kinds.reduce((sum, one) => sum + one.attempts, 0)).toBe(wasted.attempts);

  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: WINDOW.to });
  expect(await getWaste(database.db, question)).toMatchObject({ kinds, wasted, total });
});

test("the bridge and the waste line say the same of every window and filter", async () => {
  const middle = new Date("2026-03-07T00:00:00Z");
  const periods = { before: { from: WINDOW.from, to: middle }, after: { from: middle, to: WINDOW.to } };
  for (const filters of [NO_FILTERS, { ...NO_FILTERS, app: ["chat"] }, { ...NO_FILTERS, tag: ["plan:pro"] }]) {
    const of = async (window: typeof WINDOW) => {
      const read = await readBridgePeriod(database.db, { ...question, window, filters });
      const groups = read.read.groups.map((group) => bridgePeriod(group, { isWasteKnown: true, rates: null }));
      return formatUsd(groups.reduce((sum, { waste }) => sum + waste, 0n));
    };
    for (const window of Object.values(periods)) {
      expect(await of(window)).toBe((await getWaste(database.db, { ...question, window, filters })).wasted.cost_usd);
    }
  }
});

test("what has no cost is as many attempts as spend leaves out", async () => {
  const { unpriced, attempts: count } = await getUnpriced(database.db, question);

  expect(unpriced.reduce((sum, row) => sum + row.attempts, 0)).toBe(count);
  expect(count).toBe(attempts.filter((one) => isAsked(one) && one.costPico === null).length);
});

test("the reasons are told apart: no price at all, one that came later, no usage, or no rate for what was used", async () => {
  const startedAtUs = Date.UTC(2026, 1, 3) * 1_000;
  const provider = "acme";
  const price = {
    ...{ ...PLAIN_TERMS, provider, validTo: null, inputPicoPerM: USD, outputPicoPerM: USD },
    ...{ source: "manual", sourceNote: null, createdBy: null, reason: null },
  };
  await insertPrices(database.db, [
    { ...price, model: "later", validFrom: Date.UTC(2026, 1, 5) * 1_000 },
    { ...price, model: "priced", validFrom: Date.UTC(2026, 0, 1) * 1_000 },
  ]);
  const unknown = { startedAtUs, provider, costPico: null };
  await givenAttempts(database.sql, [
    anAttempt({ ...unknown, model: "nameless" }),
    anAttempt({ ...unknown, model: "later" }),
    anAttempt({ ...unknown, model: "priced", priceId: 1, ...noUsage() }),
    anAttempt({ ...unknown, model: "priced", priceId: 1, startedAtUs: startedAtUs + 1, ...noUsage() }),
    anAttempt({ ...unknown, model: "priced", priceId: 1, audioInputTokens: 10 }),
    anAttempt({ startedAtUs, provider, model: "priced", priceId: 1, costPico: 0n }),
  ]);
  const window = { from: new Date("2026-02-03T00:00:00Z"), to: new Date("2026-02-04T00:00:00Z") };

  const { unpriced } = await getUnpriced(database.db, { ...question, window });

  expect(unpriced).toMatchObject([
    { model: "priced", reason: "no_usage", attempts: 2, tokens: null, priced_from: "2026-01-01T00:00:00.000Z" },
    { model: "later", reason: "before_price", attempts: 1, priced_from: "2026-02-05T00:00:00.000Z" },
    { model: "nameless", reason: "no_price", attempts: 1, tokens: 1_200, priced_from: null },
    { model: "priced", reason: "no_rate", attempts: 1, tokens: 1_200 },
  ]);
});

test("waste outlives single attempts; where sums do not know it yet, or they are needed, the answer says from when on it counted", async () => {
  const from = new Date("2026-03-07T00:00:00Z");
  const retention = { ...EVERYTHING_RETAINED, rawRetainedFrom: epochMinute(from) };
  const filters = { ...NO_FILTERS, tag: ["plan:pro"] };

  const waste = await getWaste(database.db, { ...question, filters, retention });
  const outlived = await getWaste(database.db, { ...question, retention });
  const unknown = { ...EVERYTHING_RETAINED, partsKnownFrom: epochMinute(from) };
  const since = await getWaste(database.db, { ...question, retention: unknown });
  const unpriced = await getUnpriced(database.db, { ...question, retention });
  const gone = await getWaste(database.db, { ...question, filters, retention: { ...retention, rawRetainedFrom: 1e9 } });

  expect([waste.counted_from, unpriced.counted_from]).toEqual([from.toISOString(), from.toISOString()]);
  expect(outlived).toEqual(await getWaste(database.db, question));
  expect(since.counted_from).toBe(from.toISOString());
  expect(since.wasted).toEqual((await getWaste(database.db, { ...question, window: { ...WINDOW, from } })).wasted);
  expect(waste.from).toBe(WINDOW.from.toISOString());
  expect(gone.total).toEqual({ attempts: 0, unpriced: 0, cost_usd: "0" });
});

function noUsage() {
  return {
    ...{ inputTokens: null, cachedInputTokens: null, cacheWriteTokens: null, outputTokens: null },
    ...{ reasoningTokens: null, usageSource: "missing" as const },
  };
}
