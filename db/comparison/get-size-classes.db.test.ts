import { beforeAll, expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { sizeClassesSchema } from "@/lib/contract/size-classes";
import { SIZE_CLASS_LABELS, sizeClassOf } from "@/lib/domain/backtest/size-class";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { getSizeClasses } from "./get-size-classes";

const database = testDatabase();
const window = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-03T00:00:00Z") };
const ask = (filters = NO_FILTERS) =>
  getSizeClasses(database.db, { window, filters, now: window.to, retention: EVERYTHING_RETAINED }).then((answer) =>
    sizeClassesSchema.parse(answer),
  );

const random = seededRandom(7);
const attempts = Array.from({ length: 1_500 }, (_, index): Attempt => {
  const isFailed = random() < 0.1;
  const inputTokens = isFailed ? null : Math.floor(10 ** (2 + random() * 2.5));
  return anAttempt({
    ...{ model: index % 5 === 0 ? "other" : "own", inputTokens, outcome: isFailed ? "timeout" : "ok" },
    startedAtUs: (window.from.getTime() + Math.floor(random() * 2_880) * 60_000) * 1_000,
    durationUs: 100_000 + (inputTokens ?? 0) * 10,
    streamed: true,
    ttftUs: isFailed ? null : 50_000 + (inputTokens ?? 0),
    costPico: BigInt((inputTokens ?? 0) * 1_000_000),
  });
});

beforeAll(() => givenAttempts(database.sql, attempts));

test("each size has its own samples, failures and cost, by definition", async () => {
  const { sizes, stride, method } = await ask({ ...NO_FILTERS, model: ["own"] });

  expect({ stride, method }).toEqual({ stride: 1, method: "exact" });
  const own = attempts.filter(({ model }) => model === "own");
  expect(sizes.reduce((sum, size) => sum + size.attempts, 0)).toBe(own.length);
  for (const size of sizes) {
    const mine = own.filter(({ inputTokens }) => SIZE_CLASS_LABELS[sizeClassOf(inputTokens)]?.source === size.name);
    const answered = mine.filter(({ outcome }) => outcome === "ok");
    expect(size.attempts).toBe(mine.length);
    expect(size.error_rate).toBeCloseTo(1 - answered.length / mine.length);
    const sorted = answered.map(({ durationUs }) => (durationUs ?? 0) / 1_000).sort((a, b) => a - b);
    expect(size.duration_ms.n).toBe(sorted.length);
    expect(size.duration_ms.p95).toBe(sorted[Math.ceil(sorted.length * 0.95) - 1] ?? null);
    const spent = mine.reduce((sum, { costPico }) => sum + Number(costPico), 0) / 1e12;
    if (answered.length === 0) expect(size.usd_per_request).toBeNull();
    else {
      expect(Number(size.usd_per_request?.value)).toBeCloseTo(spent / answered.length, 9);
      expect(Number(size.usd_per_request?.low)).toBeLessThanOrEqual(Number(size.usd_per_request?.value));
    }
  }
  expect(sizes.at(-1)).toMatchObject({
    name: "unknown size",
    input_tokens_min: null,
    input_tokens_max: null,
    error_rate: 1,
  });
  expect(sizes[1]).toMatchObject({ input_tokens_min: 1_000, input_tokens_max: 4_000 });
});

test("without traffic there are no sizes", async () => {
  expect((await ask({ ...NO_FILTERS, model: ["nobody"] })).sizes).toEqual([]);
});

test("a model that writes no text has its own sizes; of one that does both the text alone, and how many others are left out", async () => {
  const startedAtUs = window.from.getTime() * 1_000;
  const some = (n: number, of: Partial<Attempt>) =>
    Array.from({ length: n }, () => anAttempt({ startedAtUs, inputTokens: 500, ...of }));
  await givenAttempts(database.sql, [
    ...some(3, { model: "vectors", operation: "embedding" }),
    ...some(2, { model: "both", operation: "chat" }),
    ...some(4, { model: "both", operation: "image" }),
  ]);

  const [vectors, both, images] = await Promise.all([
    ask({ ...NO_FILTERS, model: ["vectors"] }),
    ask({ ...NO_FILTERS, model: ["both"] }),
    ask({ ...NO_FILTERS, model: ["both"], operation: ["image"] }),
  ]);

  expect(vectors).toMatchObject({ left_out: 0, sizes: [{ attempts: 3 }] });
  expect(both).toMatchObject({ left_out: 4, sizes: [{ attempts: 2 }] });
  expect(images).toMatchObject({ left_out: 0, sizes: [{ attempts: 4 }] });
});
