import { expect, test } from "vitest";
import type { Db } from "@/db/client";
import type { Compared, ComparisonInput } from "@/db/comparison/read-compared";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { shareComparison } from "./shared-comparison";

// Neither is looked into.
const db = {} as Db;
const read = {} as Compared;
const NOW = Date.parse("2026-03-02T00:00:00Z");
const input = (over: Partial<ComparisonInput> = {}, afterMs = 0): ComparisonInput => ({
  window: { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-02T00:00:00Z") },
  ...{ filters: NO_FILTERS, mix: null, now: new Date(NOW + afterMs) },
  retention: { minuteRetainedFrom: 0, rawRetainedFrom: 0 },
  ...over,
});

test("what is asked alike within seconds is read once, anything else by itself", async () => {
  let reads = 0;
  const ask = shareComparison(async () => {
    reads++;
    return read;
  });

  await Promise.all([ask(db, input()), ask(db, input({}, 2_000))]);
  expect(reads).toBe(1);
  await ask(db, input({ mix: [] }));
  await ask(db, input({ filters: { ...NO_FILTERS, tier: ["gold"] } }));
  expect(reads).toBe(3);
  await ask(db, input({}, 3_001));
  expect(reads).toBe(4);
});

test("those that joined a read that failed share the next, and each failure is that of one of them", async () => {
  let reads = 0;
  const ask = shareComparison(async () => {
    reads++;
    if (reads <= 2) throw new Error("the caller left");
    return read;
  });

  const asked = await Promise.allSettled(Array.from({ length: 5 }, () => ask(db, input())));
  expect(asked.map(({ status }) => status)).toEqual([
    ...["rejected", "rejected"],
    ...["fulfilled", "fulfilled", "fulfilled"],
  ]);
  await ask(db, input());
  expect(reads).toBe(3);
});

test("few are held at a time", async () => {
  let reads = 0;
  const ask = shareComparison(async () => {
    reads++;
    return read;
  });
  const asked = (tier: string) => ask(db, input({ filters: { ...NO_FILTERS, tier: [tier] } }));

  for (const tier of ["a", "b", "c", "d", "e"]) await asked(tier);
  await asked("e");
  expect(reads).toBe(5);
  await asked("a");
  expect(reads).toBe(6);
});
