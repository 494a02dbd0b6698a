import { expect, test } from "vitest";
import type { z } from "zod";
import type { Attempt } from "@/lib/contract/attempt";
import { whatIfBodySchema, whatIfSchema } from "@/lib/contract/what-if";
import { costOfAttempt } from "@/lib/domain/pricing/cost";
import { NO_RATES } from "@/lib/domain/pricing/exchange-rates";
import { PLAIN_TERMS, type Price } from "@/lib/domain/pricing/price";
import { createPriceBook } from "@/lib/domain/pricing/price-book";
import { NO_PARTS } from "@/lib/domain/pricing/usage-parts";
import { formatUsd, parseUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS, type ReportDimension } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { insertPrices } from "../prices/insert-prices";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { getSpend } from "../spend/get-spend";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { aUsage, givenUsage } from "../testing/given-usage";
import { randomAttempts } from "../testing/random-attempts";
import { getWhatIf, type WhatIfInput } from "./get-what-if";

const database = testDatabase();
const USD = 1_000_000_000_000n;
const day = (text: string) => new Date(`${text}T00:00:00Z`);
const pico = (usd: string | null) => parseUsd(usd ?? "0") ?? 0n;
type Asked = Partial<z.input<typeof whatIfBodySchema>>;

function ask(window: WhatIfInput["window"], asked: Asked, over: Partial<WhatIfInput> = {}) {
  return getWhatIf(database.db, {
    ...{ window, filters: NO_FILTERS, now: day("2026-04-01"), retention: EVERYTHING_RETAINED },
    asked: whatIfBodySchema.parse({ baseline: null, ...asked }),
    ...over,
  }).then((answer) => whatIfSchema.parse(answer));
}

const NEW = { standing: "list", source: "by hand", sourceNote: null, createdBy: null, reason: null } as const;
const priced = (terms: Partial<Price> & Pick<Price, "provider" | "model" | "inputPicoPerM" | "outputPicoPerM">) => ({
  ...{ ...PLAIN_TERMS, validFrom: 0, validTo: null, ...NEW },
  ...terms,
});
const BIG = priced({
  provider: "q",
  model: "big",
  inputPicoPerM: 5n * USD,
  outputPicoPerM: 20n * USD,
  cachedInputPicoPerM: USD,
});

test("without a change it is what spend says, by anything and under filters, whatever the traffic", async () => {
  const window = { from: day("2026-03-04"), to: day("2026-03-08") };
  const attempts = randomAttempts(seededRandom(5), 1_500, window);
  await givenAttempts(database.sql, attempts.slice(0, 900));
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: day("2026-03-06") });
  await givenAttempts(database.sql, attempts.slice(900));
  const usage = {
    startsAtUs: day("2026-03-05").getTime() * 1_000,
    provider: "bill",
    amountPico: 3n * USD,
    costPico: 3n * USD,
  };
  await givenUsage(database.sql, [aUsage(usage)]);
  const cases = [
    { by: "model", filters: NO_FILTERS },
    { by: "tier", filters: { ...NO_FILTERS, model: ["a"] } },
    { by: "app", filters: { ...NO_FILTERS, tier: ["gold"] } },
  ] satisfies { by: ReportDimension; filters: typeof NO_FILTERS }[];
  for (const { by, filters } of cases) {
    const spend = await getSpend(database.db, {
      ...{
        filters,
        window,
        groupBy: [by],
        interval: "none",
        tz: "UTC",
        now: window.to,
        retention: EVERYTHING_RETAINED,
      },
    });
    for (const retention of [
      EVERYTHING_RETAINED,
      { ...EVERYTHING_RETAINED, rawRetainedFrom: by === "app" ? 0 : Number.MAX_SAFE_INTEGER },
    ]) {
      const answer = await ask(window, { by, changes: [] }, { filters, retention });
      expect(answer.recorded.cost_usd).toBe(spend.total.cost_usd);
      expect([answer.what_if.low_usd, answer.what_if.high_usd]).toEqual([spend.total.cost_usd, spend.total.cost_usd]);
      expect(answer.difference).toMatchObject({ low_usd: "0", high_usd: "0" });
      const rows = answer.rows.reduce((sum, row) => sum + pico(row.low_usd), pico(answer.recorded.usage_records_usd));
      expect(formatUsd(rows)).toBe(answer.what_if.low_usd);
    }
  }
});

test("another model is what brute force over single attempts says: by outcome, by size of input and by share", async () => {
  const [from, to] = [day("2026-03-10"), day("2026-03-11")];
  const long = { ...BIG, contextAboveTokens: 8_000, inputPicoPerM: 10n * USD, outputPicoPerM: 30n * USD };
  const ids = [BIG, long].map((terms, index) => ({ ...terms, id: String(index) }));
  await insertPrices(database.db, [BIG, long]);
  const random = seededRandom(8);
  const attempts = Array.from({ length: 400 }, (_, index) => {
    const inputTokens = Math.floor(random() * 16_000);
    return anAttempt({
      ...{
        startedAtUs: (from.getTime() + index * 200_000) * 1_000,
        model: "small",
        provider: "p",
        tier: index % 3 === 0 ? "gold" : null,
      },
      ...{ outcome: index % 10 === 0 ? "timeout" : index % 11 === 0 ? "server_error" : "ok", app: "sized" },
      ...{ inputTokens, cachedInputTokens: Math.floor(inputTokens / 2), outputTokens: Math.floor(random() * 900) },
      costPico: 1_000_000n,
    });
  });
  await givenAttempts(database.sql, attempts);
  const book = createPriceBook(ids, NO_RATES);
  const onBig = (attempt: Attempt) => {
    const { inputTokens, cachedInputTokens, outputTokens, startedAtUs: at, outcome } = attempt;
    const [input, cachedInput, output] = [inputTokens ?? 0, cachedInputTokens ?? 0, outputTokens ?? 0];
    const usage = { uncachedInput: input - cachedInput, cachedInput, cacheWrite: 0, output, reasoning: 0 };
    const price = book.find("q", "big", at, {
      serviceTier: null,
      region: null,
      inputTokens: input,
      outputTokens: output,
    });
    return (
      costOfAttempt({ price, at, rates: NO_RATES, outcome, usage, usageSource: "reported", parts: NO_PARTS }).picoUsd ??
      0n
    );
  };
  const filters = { ...NO_FILTERS, app: ["sized"] };
  const to_ = { model: "big", provider: "q" };
  const run = (share: number) =>
    ask({ from, to }, { by: "model", changes: [{ kind: "model", share, to: to_ }] }, { filters });
  const sameLengths = (usd: string) => pico(usd);

  const whole = await run(1);
  const exact = attempts.reduce((sum, attempt) => sum + onBig(attempt), 0n);
  expect(whole.method).toBe("attempts");
  expect(whole.lengths).toMatchObject([{ output_learnt_from: null, output: { low: 2 / 3, high: 1.5 } }]);
  expect(sameLengths(whole.what_if.low_usd)).toBeLessThan(exact);
  expect(sameLengths(whole.what_if.high_usd)).toBeGreaterThan(exact);
  expect(await run(0)).toMatchObject({ what_if: { low_usd: "0.0004", high_usd: "0.0004" }, lengths: [] });

  // The same model at another provider has the same lengths, so that there is no range and brute force agrees to the pico.
  await insertPrices(database.db, [
    { ...BIG, model: "small" },
    { ...long, model: "small" },
  ]);
  const same = await ask(
    { from, to },
    { changes: [{ kind: "model", to: { model: "small", provider: "q" } }] },
    { filters },
  );
  const cold = pico(same.beside.find(({ kind }) => kind === "cold_cache")?.low_usd ?? "0");
  expect(cold).toBeGreaterThan(0n);
  expect(pico(same.what_if.low_usd) - cold).toBe(exact);
  expect(same.what_if.low_usd).toBe(same.what_if.high_usd);
  const gold = await ask(
    { from, to },
    { by: "tier", changes: [{ kind: "model", where: { tier: ["gold"] }, to: { model: "small", provider: "q" } }] },
    { filters },
  );
  const ofGold = attempts.filter(({ tier }) => tier === "gold").reduce((sum, attempt) => sum + onBig(attempt), 0n);
  expect(gold.rows.find(({ name }) => name === "gold")?.low_usd).toBe(formatUsd(ofGold));
  expect(gold.rows.find(({ name }) => name === "unassigned")?.low_usd).toBe(
    formatUsd(1_000_000n * BigInt(attempts.filter(({ tier }) => tier === null).length)),
  );
});

test("answer lengths are learnt from hours that both models served, and inputs that are too long are counted", async () => {
  const [from, to] = [day("2026-03-12"), day("2026-03-13")];
  await insertPrices(database.db, [
    priced({ provider: "m", model: "kimi-k2.5", inputPicoPerM: USD, outputPicoPerM: USD }),
  ]);
  const given = (model: string, provider: string, outputTokens: number) =>
    Array.from({ length: 240 }, (_, index) =>
      anAttempt({
        ...{ startedAtUs: (from.getTime() + index * 300_000) * 1_000, model, provider, app: "overlap" },
        ...{ inputTokens: index === 0 ? 200_000 : 1_000, outputTokens: outputTokens + (index % 7), costPico: USD },
      }),
    );
  await givenAttempts(database.sql, [...given("glm-5", "g", 200), ...given("kimi-k2.5", "m", 300)]);
  const answer = await ask(
    { from, to },
    { changes: [{ kind: "model", to: { model: "kimi-k2.5", provider: "m" } }] },
    { filters: { ...NO_FILTERS, app: ["overlap"] } },
  );

  const [learnt] = answer.lengths;
  expect(learnt).toMatchObject({ output_learnt_from: { attempts: 240, hours: 20 } });
  expect(learnt?.output.low).toBeGreaterThan(1.4);
  expect(learnt?.output.high).toBeLessThan(1.6);
  expect(answer.not_counted).toMatchObject([{ attempts: 1, text: expect.stringContaining("128,000") }]);
});

test("a baseline is all of the traffic on one model, with its retirement; what is moved out of peak hours is counted", async () => {
  const [from, to] = [day("2026-03-16"), day("2026-03-17")];
  const hours = [{ from: 540, to: 720 }];
  const calendar = { zone: "Asia/Shanghai", weekdays: [1, 2, 3, 4, 5], hours, holidays: null };
  const base = priced({ provider: "d", model: "timed", inputPicoPerM: USD, outputPicoPerM: USD });
  await insertPrices(database.db, [
    { ...base, inputPicoPerM: 2n * USD, outputPicoPerM: 2n * USD, calendar },
    base,
    priced({ provider: "openai", model: "gpt-4o", inputPicoPerM: 2n * USD, outputPicoPerM: 10n * USD }),
  ]);
  // 01:00 to 04:00 UTC is the peak of a Monday.
  const attempts = Array.from({ length: 24 }, (_, hour) =>
    anAttempt({
      ...{ startedAtUs: (from.getTime() + hour * 3_600_000) * 1_000, model: "timed", provider: "d", app: "nightly" },
      ...{ inputTokens: 1_000_000, outputTokens: 0, costPico: hour >= 1 && hour < 4 ? 2n * USD : USD },
    }),
  );
  await givenAttempts(database.sql, attempts);
  const filters = { ...NO_FILTERS, app: ["nightly"] };
  const baseline = { model: "gpt-4o", provider: "openai" };
  const answer = await ask({ from, to }, { baseline, changes: [{ kind: "shift", deadline_hours: 2 }] }, { filters });

  expect(answer.recorded.cost_usd).toBe("27");
  expect(answer.steps[0]).toMatchObject({
    shift: { attempts_at_higher_price: 3, shifted_attempts: 2 },
    difference: { low_usd: "-2" },
  });
  expect(answer.baseline).toMatchObject({ low_usd: "43.2", high_usd: "52.8", retires_on: "2027-01-14", unpriced: 0 });
  const capacity = { kind: "capacity" as const, usd_per_hour: "0.5" };
  const reserved = await ask({ from, to }, { changes: [capacity] }, { filters });
  expect(reserved.what_if).toEqual({ low_usd: "12", high_usd: "12" });
  expect(reserved.steps[0]?.capacity).toMatchObject({ reserved_usd: "12", busy_share: 1 });
});

test("from sums it is what single attempts say, through hours of a price, and sizes are those of the attempts still there", async () => {
  const [from, to] = [day("2026-03-18"), day("2026-03-20")];
  const hours = [{ from: 9 * 60 + 15, to: 12 * 60 + 15 }];
  const calendar = { zone: "Asia/Shanghai", weekdays: [1, 2, 3, 4, 5], hours, holidays: null };
  const cheap = priced({ provider: "h", model: "hourly", inputPicoPerM: USD, outputPicoPerM: 2n * USD });
  await insertPrices(database.db, [cheap, { ...cheap, inputPicoPerM: 3n * USD, outputPicoPerM: 6n * USD, calendar }]);
  const random = seededRandom(21);
  const attempts = Array.from({ length: 600 }, (_, index) =>
    anAttempt({
      ...{
        startedAtUs: (from.getTime() + index * 288_000) * 1_000,
        model: "hourly",
        provider: "elsewhere",
        app: "timed",
      },
      ...{ inputTokens: Math.floor(random() * 9_000), outputTokens: Math.floor(random() * 900), costPico: 7_000_001n },
    }),
  );
  await givenAttempts(database.sql, attempts);
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: day("2026-03-21") });
  const asked = { changes: [{ kind: "model" as const, share: 0.3, to: { model: "hourly", provider: "h" } }] };
  const filters = { ...NO_FILTERS, app: ["timed"] };
  const ofRetained = (since: string | null) => {
    const rawRetainedFrom = since === null ? Number.NEGATIVE_INFINITY : day(since).getTime() / 60_000;
    const retention = { ...EVERYTHING_RETAINED, rawRetainedFrom };
    return ask({ from, to }, { by: "app", ...asked }, { filters, retention });
  };
  const one = await ofRetained(null);
  // Apps are in sums by the quarter hour, which is where this calendar turns.
  const [some, none] = [await ofRetained("2026-03-19"), await ofRetained("2026-03-20")];

  expect([one.method, some.method, none.method]).toEqual(["attempts", "sums", "sums"]);
  expect(some.looked_at.attempts).toBe(300);
  expect(none.looked_at.attempts).toBe(0);
  expect([some.what_if, none.what_if]).toEqual([one.what_if, one.what_if]);
});
