import fc from "fast-check";
import { expect, test } from "vitest";
import { OUTCOMES } from "../outcome";
import { recordOf } from "../record-of";
import { burnRate, hoursUntilUsedUp } from "./burn-rate";
import { compareByImpact } from "./compare-by-impact";
import { allowedFailures, budgetState, describeBudget, overBudget } from "./error-budget";
import { areExcluded, cutAtExclusions, isExcluded } from "./exclusion";
import { latencyState } from "./latency-state";
import { countOwners } from "./owners";
import { chooseAvailability, chooseGoal, type TargetTerms } from "./target";

const percents = fc.integer({ min: 500_000, max: 1_000_000 }).map((ppm) => ppm / 10_000);
const counts = fc.record({ ok: fc.nat(5_000_000), failed: fc.nat(50_000) });
const numberOf = (text = "") => Number(text.replaceAll(",", "").replace("none", "0"));

test("what is said of a budget adds up as it is shown, and is over exactly where more failed than may", () => {
  fc.assert(
    fc.property(counts, percents, ({ ok, failed }, percent) => {
      const allowed = allowedFailures(ok + failed, percent);
      const text = describeBudget(failed, allowed);
      const [, used, may, rest, side] =
        /^([\d,]+) failed, ([\d,.]+|none) allowed: ([\d,.]+) (over|left)$/.exec(text) ?? [];
      const signed = side === "over" ? -numberOf(rest) : numberOf(rest);
      expect(numberOf(used)).toBe(failed);
      expect(numberOf(may) - failed).toBeCloseTo(signed, 6);
      expect(side).toBe(overBudget(failed, allowed) > 0 ? "over" : "left");
    }),
  );
});

test("a budget of less than one failure is said in decimals", () => {
  expect(describeBudget(1, allowedFailures(600, 99.9))).toBe("1 failed, 0.6 allowed: 0.4 over");
  expect(describeBudget(4, allowedFailures(10_000, 99.9))).toBe("4 failed, 10 allowed: 6 left");
  expect(describeBudget(12, allowedFailures(3_500, 99.9))).toBe("12 failed, 3.5 allowed: 8.5 over");
  expect(describeBudget(2_345, allowedFailures(1_234_567, 99.9))).toBe("2,345 failed, 1,234 allowed: 1,111 over");
});

test("at 100 % there is no budget: every failure is a miss", () => {
  const allowed = allowedFailures(1_000, 100);
  expect(describeBudget(1, allowed)).toBe("1 failed, none allowed: 1 over");
  expect(budgetState({ ok: 999, failed: 1 }, allowed)).toBe("missed");
  expect(budgetState({ ok: 1_000, failed: 0 }, allowed)).toBe("met");
  expect(burnRate({ failed: 1, allowed })).toBeNull();
});

test("one failure of few attempts decides nothing, several do, and of nothing nothing is known", () => {
  const state = (ok: number, failed: number) => budgetState({ ok, failed }, allowedFailures(ok + failed, 99.9));
  expect([state(200, 0), state(199, 1), state(150, 50), state(0, 0)]).toEqual([
    "too_few",
    "too_few",
    "missed",
    "nothing",
  ]);
  expect([state(9_996, 4), state(9_992, 8), state(9_990, 10), state(9_989, 11)]).toEqual([
    "met",
    "nearly_used",
    "nearly_used",
    "missed",
  ]);
});

const spanOf = ({ ok, failed }: { ok: number; failed: number }, percent: number) => ({
  failed,
  allowed: allowedFailures(ok + failed, percent),
});

test("a burn rate is the spent share of the budget ÷ the share of the window's attempts that the span has", () => {
  fc.assert(
    fc.property(counts, counts, percents, (span, rest, percent) => {
      const all = spanOf({ ok: span.ok + rest.ok, failed: span.failed + rest.failed }, percent);
      const counted = span.ok + span.failed;
      const rate = burnRate(spanOf(span, percent));
      if (counted === 0 || percent === 100) {
        expect(rate).toBeNull();
        return;
      }
      const elapsed = counted / (counted + rest.ok + rest.failed);
      expect(rate).toBeCloseTo(span.failed / all.allowed / elapsed, 6);
    }),
  );
});

test("a budget is used up after the projected hours, and never at a pace it allows", () => {
  fc.assert(
    fc.property(counts, counts, percents, fc.constantFrom(1, 6, 72), (counted, recently, percent, hours) => {
      const window = spanOf(counted, percent);
      const recent = spanOf(recently, percent);
      const until = hoursUntilUsedUp(window, { ...recent, hours });
      if (until === null) return;
      expect(burnRate(recent)).toBeGreaterThan(1);
      const failedThen = window.failed + (recent.failed / hours) * until;
      const allowedThen = window.allowed + (recent.allowed / hours) * until;
      expect(failedThen / allowedThen).toBeCloseTo(1, 6);
    }),
  );
});

test("a latency target is missed or met only where the whole band says so", () => {
  expect(latencyState(500, [810, 1_200], 800)).toBe("missed");
  expect(latencyState(500, [600, 800], 800)).toBe("met");
  expect(latencyState(500, [700, 900], 800)).toBe("unsure");
  expect(latencyState(50, [700, null], 800)).toBe("unsure");
  expect(latencyState(0, [null, null], 800)).toBe("nothing");
});

test("the owners' counts and what succeeded are all attempts", () => {
  const outcomes = fc.tuple(...OUTCOMES.map(() => fc.nat(10_000)));
  fc.assert(
    fc.property(outcomes, (values) => {
      const of = recordOf(OUTCOMES, (name) => values[OUTCOMES.indexOf(name)] ?? 0);
      const { provider, gateway, caller } = countOwners(of);
      expect(provider + gateway + caller + of.ok).toBe(values.reduce((sum, value) => sum + value, 0));
    }),
  );
});

test("an exclusion has its first minute and not its last, of its own group alone", () => {
  const span = fc
    .tuple(fc.nat(100), fc.integer({ min: 1, max: 40 }))
    .map(([from, length]) => ({ from, to: from + length }));
  const name = fc.constantFrom("a", "b");
  const exclusion = fc.record({ span, model: fc.option(name), provider: fc.option(name), region: fc.option(name) });
  fc.assert(
    fc.property(fc.array(exclusion, { maxLength: 4 }), name, name, name, (list, model, provider, region) => {
      const exclusions = list.map(({ span: own, ...of }) => ({ ...own, ...of }));
      const parts = cutAtExclusions(
        [
          { from: 0, to: 50 },
          { from: 50, to: 160 },
        ],
        exclusions,
      );
      expect(parts.map(({ from }) => from)).toEqual([0, ...parts.slice(0, -1).map(({ to }) => to)]);
      expect(parts.at(-1)?.to).toBe(160);
      const group = { model, provider, region };
      const minutes = Array.from({ length: 160 }, (_, minute) => ({ from: minute, to: minute + 1 }));
      for (const spans of [parts, minutes]) {
        expect(areExcluded(exclusions, group, spans)).toEqual(spans.map((span) => isExcluded(exclusions, group, span)));
      }
      for (const part of parts) {
        expect(part.of).toBe(part.from < 50 ? 0 : 1);
        const left = isExcluded(exclusions, { model, provider, region }, part);
        for (let minute = part.from; minute < part.to; minute++) {
          const isLeft = exclusions.some(
            (one) =>
              one.from <= minute &&
              minute < one.to &&
              [one.model ?? model, one.provider ?? provider, one.region ?? region].join() ===
                [model, provider, region].join(),
          );
          expect(isLeft).toBe(left);
        }
      }
    }),
  );
});

const target = (id: number, terms: Partial<TargetTerms>): TargetTerms => ({
  ...{ id, model: null, tier: null, region: null, team: null },
  ...{ availability_percent: null, ttft_p99_ms: null, duration_p99_ms: null },
  ...terms,
});

test("the most specific target wins, each goal by itself, and of equals the strictest, which says so", () => {
  const targets = [
    target(1, { availability_percent: 99 }),
    target(2, { model: "a", availability_percent: 99.5, ttft_p99_ms: 900 }),
    target(3, { region: "eu", availability_percent: 99.95 }),
    target(4, { model: "a", region: "eu", duration_p99_ms: 8_000 }),
    target(5, { tier: "premium", model: "a", availability_percent: 100 }),
  ];
  expect(chooseAvailability(targets, { model: "b", region: "us" })).toEqual({ value: 99, id: 1, tied: [] });
  expect(chooseAvailability(targets, { model: "a", region: "eu" })).toEqual({ value: 99.95, id: 3, tied: [2] });
  expect(chooseAvailability(targets, { model: "a", region: "eu", tier: "premium" })).toMatchObject({
    value: 100,
    id: 5,
  });
  expect(chooseAvailability([], { model: "a" })).toEqual({ value: 99.9, id: null, tied: [] });
  expect(chooseGoal(targets, { model: "a", region: "eu" }, "ttft_p99_ms")).toMatchObject({ value: 900, id: 2 });
  expect(chooseGoal(targets, { model: "b", region: "eu" }, "duration_p99_ms")).toBeNull();
});

test("the busiest miss comes before the worst percentage, and what cannot be judged after both", () => {
  const rows = [
    { name: "quiet", state: "missed" as const, failed: 30, allowed: 0.1 },
    { name: "met", state: "met" as const, failed: 1, allowed: 10 },
    { name: "busy", state: "missed" as const, failed: 900, allowed: 500 },
    { name: "few", state: "too_few" as const, failed: 1, allowed: 0.2 },
    { name: "near", state: "nearly_used" as const, failed: 9, allowed: 10 },
  ];
  expect(rows.toSorted(compareByImpact).map(({ name }) => name)).toEqual(["busy", "quiet", "near", "met", "few"]);
});
