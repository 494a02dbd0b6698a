import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../seeded-random";
import { DAY_MS, HOUR_MS } from "../time/units";
import { compareUsage } from "./compare-usage";
import type { Reason } from "./explain-difference";
import type { TheirUsage } from "./find-agreement";
import { type Amounts, MEASURES } from "./measures";
import { noUsage, type OurSlot, type OurUsage } from "./our-usage";

const START_MS = Date.UTC(2026, 10, 20);
const SLOT_MINUTES = 30;
const SLOTS_A_DAY = 48;
const PICO = 1_000_000_000_000n;

/** Calls that are alike: 1,000 tokens in, 700 of them cached, 100 out, for 2 cents. */
function calls(attempts: bigint, failed = 0n): OurUsage {
  const ok = attempts - failed;
  return {
    ...{ attempts, ok, requests: attempts, final_ok: ok, priced: attempts, with_usage: ok },
    ...{ input_tokens: ok * 1_000n, cache_tokens: ok * 700n, output_tokens: ok * 100n },
    ...{ cost: (ok * PICO) / 50n, reported_cost: 0n },
  };
}

/** Four days of two models, of which each half hour has its own number of calls. */
function traffic(countOf: (index: number) => number, failed = 0): OurSlot[] {
  return Array.from({ length: 4 * SLOTS_A_DAY }, (_, index) =>
    ["m-1", "m-2"].map((model, place) => ({
      ...{ startMs: START_MS + index * SLOT_MINUTES * 60_000, model },
      usage: calls(BigInt(countOf(2 * index + place) + failed), BigInt(failed)),
    })),
  ).flat();
}

const random = seededRandom(20);
const OURS = traffic(() => 2 * Math.ceil(random() * 20));

/** What a tool says that saw these calls, in days that begin so many minutes before UTC's. */
function reportOf(slots: readonly OurSlot[], offsetMinutes = 0): TheirUsage[] {
  const days = new Map<string, TheirUsage>();
  for (const { startMs, model, usage } of slots) {
    const day = new Date(startMs + offsetMinutes * 60_000).toISOString().slice(0, 10);
    const key = `${day} ${model}`;
    const row = days.get(key) ?? {
      ...{ day, model, calls: 0n, input_tokens: 0n, output_tokens: 0n, cost: 0n },
      doubled: null,
    };
    days.set(key, {
      ...row,
      calls: (row.calls ?? 0n) + usage.attempts,
      input_tokens: (row.input_tokens ?? 0n) + usage.input_tokens,
      output_tokens: (row.output_tokens ?? 0n) + usage.output_tokens,
      cost: (row.cost ?? 0n) + usage.cost,
    });
  }
  return [...days.values()];
}

const compare = (theirs: readonly TheirUsage[], ours: readonly OurSlot[] = OURS) =>
  compareUsage({ ours, slotMinutes: SLOT_MINUTES, theirs });
const reasonsOf = (theirs: readonly TheirUsage[], ours?: readonly OurSlot[]) =>
  compare(theirs, ours).total.parts.map(({ reason }) => reason);
const nothing = (amounts: Amounts) => MEASURES.every((measure) => amounts[measure] === 0n);

describe("a difference is named", () => {
  test("none where both saw the same", () => {
    const { total, offsetMinutes, callRule } = compare(reportOf(OURS));
    expect({ ...total, offsetMinutes, callRule }).toMatchObject({ parts: [], offsetMinutes: 0, callRule: "attempts" });
    expect(nothing(total.difference)).toBe(true);
  });

  test.each([-8 * 60, -300, 60, 330, 8 * 60, 13 * 60])("days of a zone %d minutes from UTC", (offset) => {
    // Only whole days of theirs.
    const theirs = reportOf(OURS, offset).filter(({ day }) => day === "2026-11-21" || day === "2026-11-22");
    const { offsetMinutes, total, days } = compare(theirs);
    expect(offsetMinutes).toBe(offset);
    expect(total.parts.map(({ reason }) => reason)).toEqual(["time_zone"]);
    expect(days.every(({ unexplained }) => nothing(unexplained))).toBe(true);
  });

  test("failed calls that the other side leaves out", () => {
    const ours = traffic((index) => 5 + (index % 3), 2);
    const theirs = reportOf(ours).map((row) => ({ ...row, calls: (row.calls ?? 0n) - BigInt(2 * SLOTS_A_DAY) }));
    const { callRule, total } = compare(theirs, ours);
    expect(callRule).toBe("answered");
    expect(total.parts).toMatchObject([{ reason: "call_rule", amounts: { calls: BigInt(2 * 2 * 4 * SLOTS_A_DAY) } }]);
    expect(nothing(total.unexplained)).toBe(true);
  });

  test.each<[Reason, (row: TheirUsage) => TheirUsage]>([
    ["cache_beside", (row) => ({ ...row, input_tokens: ((row.input_tokens ?? 0n) * 3n) / 10n })],
    ["cache_twice", (row) => ({ ...row, input_tokens: ((row.input_tokens ?? 0n) * 17n) / 10n })],
    ["price", (row) => ({ ...row, cost: ((row.cost ?? 0n) * 9n) / 10n })],
    ["rounding", (row) => ({ ...row, cost: (row.cost ?? 0n) + 999_999n })],
    ["doubled_there", (row) => doubled(row)],
    ["repeated_rows", (row) => ({ ...doubled(row), doubled: row })],
    ["doubled_here", (row) => halved(row)],
  ])("%s", (reason, change) => {
    const { total } = compare(reportOf(OURS).map(change));
    expect(total.parts.map((part) => part.reason)).toEqual([reason]);
    expect(nothing(total.unexplained)).toBe(true);
  });

  test("a day of a model that only one side has", () => {
    const theirs = reportOf(OURS);
    expect(reasonsOf(theirs.slice(1))).toEqual(["missing_there"]);
    expect(
      reasonsOf(
        theirs,
        OURS.filter(({ model }) => model === "m-1"),
      ),
    ).toEqual(["missing_here"]);
  });

  test("some calls that only one side has, with their tokens and costs", () => {
    const some = OURS.filter((_, index) => index % 10 !== 3);
    for (const [theirs, ours, reason] of [
      [reportOf(some), OURS, "missing_there"],
      [reportOf(OURS), some, "missing_here"],
    ] as const) {
      const { total } = compare(theirs, ours);
      expect(total.parts.map((part) => part.reason)).toEqual([reason]);
      expect(total.unexplained).toEqual({ calls: 0n, input_tokens: 0n, output_tokens: 0n, cost: 0n });
    }
  });

  test("calls that have no price here", () => {
    const ours = OURS.map((slot) => ({ ...slot, usage: { ...slot.usage, priced: 0n, cost: 0n } }));
    expect(reasonsOf(reportOf(OURS), ours)).toEqual(["no_price"]);
  });

  test("several at once: another zone, another price, and the cache beside", () => {
    const theirs = reportOf(OURS, 480)
      .filter(({ day }) => day === "2026-11-21" || day === "2026-11-22")
      .map((row) => ({ ...row, input_tokens: ((row.input_tokens ?? 0n) * 3n) / 10n, cost: (row.cost ?? 0n) / 2n }));
    const { total } = compare(theirs);
    expect(total.parts.map(({ reason }) => reason)).toEqual(["time_zone", "cache_beside", "price"]);
    expect(nothing(total.unexplained)).toBe(true);
  });

  test("what fits no reason is said to be unexplained", () => {
    const theirs = reportOf(OURS).map((row) => ({ ...row, output_tokens: (row.output_tokens ?? 0n) + 77n }));
    const { total } = compare(theirs);
    expect(total.parts).toEqual([]);
    expect(total.unexplained.output_tokens).toBe(-77n * 8n);
  });

  test("without calls and tokens, a difference of costs alone has no reason", () => {
    const theirs = reportOf(OURS).map((row) => ({
      ...{ ...row, calls: null, input_tokens: null, output_tokens: null },
      cost: ((row.cost ?? 0n) * 9n) / 10n,
    }));
    const { total } = compare(theirs);
    expect(total.parts).toEqual([]);
    expect(total.unexplained.cost).toBe(total.difference.cost);
  });
});

test("whatever both sides say, reasons and the unexplained add up to the difference, day by day and in all", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });
  const maybe = fc.option(amount, { nil: null });
  const days = fc.constantFrom("2026-11-20", "2026-11-21", "2026-11-22");
  const model = fc.constantFrom("m-1", "m-2");
  const reported = fc.record({ calls: maybe, input_tokens: maybe, output_tokens: maybe, cost: maybe });
  const theirs = fc.uniqueArray(
    fc.tuple(days, model, reported, fc.option(reported, { nil: null })).map(([day, name, row, doubled]) => ({
      ...{ day, model: name, ...row },
      doubled,
    })),
    { selector: (row) => row.day + row.model },
  );
  const usage = fc.record({
    ...{ attempts: amount, ok: amount, requests: amount, final_ok: amount, priced: amount, with_usage: amount },
    ...{ input_tokens: amount, cache_tokens: amount, output_tokens: amount, cost: amount, reported_cost: amount },
  });
  const slot = fc.record({
    startMs: fc.nat(3 * 24).map((hour) => START_MS + hour * HOUR_MS - DAY_MS / 2),
    model,
    usage,
  });
  fc.assert(
    fc.property(fc.array(slot, { maxLength: 12 }), theirs, (ours, rows) => {
      const { days: compared, total } = compareUsage({ ours, slotMinutes: SLOT_MINUTES, theirs: rows });
      for (const { difference, parts, unexplained } of [...compared, total]) {
        for (const measure of MEASURES) {
          const sum = parts.reduce((all, part) => all + part.amounts[measure], unexplained[measure]);
          expect(sum).toBe(difference[measure]);
        }
      }
      for (const day of compared) {
        expect(day.difference.cost).toBe(day.theirs.cost === null ? 0n : day.ours.cost - day.theirs.cost);
      }
    }),
    { numRuns: 300 },
  );
});

test("nothing on either side is no difference", () => {
  expect(compareUsage({ ours: [], slotMinutes: 30, theirs: [] }).days).toEqual([]);
  expect(noUsage().attempts).toBe(0n);
});

function doubled(row: TheirUsage): TheirUsage {
  return { ...row, ...times(row, (value) => value * 2n) };
}

function halved(row: TheirUsage): TheirUsage {
  return { ...row, ...times(row, (value) => value / 2n) };
}

function times(row: TheirUsage, change: (value: bigint) => bigint) {
  return Object.fromEntries(MEASURES.map((measure) => [measure, change(row[measure] ?? 0n)]));
}
