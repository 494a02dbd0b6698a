import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BreakerState, initialBreaker, reduceAttempt, reduceTick } from "../../breaker/breaker";
import type { DecisionPolicy } from "../../breaker/decision";
import { isFailure, isJudged, OUTCOMES, type Outcome } from "../outcome";
import { nearestRank } from "../sketch/percentile";
import { HOUR_US } from "../time/units";
import { type Backtest, beginBacktest, finishBacktest, lackingHours } from "./backtest";
import { PairCodes } from "./pair-codes";
import { allocateAttempts, copyAttempt, joinAttempts, type RecordedAttempts } from "./recorded-attempts";
import { sizeClassOf, UNKNOWN_SIZE } from "./size-class";

type Plain = {
  region: string;
  model: string;
  startUs: number;
  durationUs: number;
  ttftUs: number | null;
  outcome: Outcome;
  inputTokens: number | null;
  place: number;
  costPico: bigint | null;
};

const FROM_US = 1_772_323_200_000_000;
const WINDOW = { fromUs: FROM_US, toUs: FROM_US + 3 * HOUR_US };

function columnsOf(plain: readonly Plain[]): RecordedAttempts {
  const codes = new PairCodes();
  for (const { region, model } of plain) codes.codeOf(region, model);
  const columns = allocateAttempts(plain.length, codes.pairs);
  plain.forEach((attempt, index) => {
    columns.pair[index] = codes.codeOf(attempt.region, attempt.model);
    columns.startUs[index] = attempt.startUs;
    columns.durationUs[index] = attempt.durationUs;
    if (attempt.ttftUs !== null) columns.ttftUs[index] = attempt.ttftUs;
    columns.outcome[index] = OUTCOMES.indexOf(attempt.outcome);
    columns.size[index] = sizeClassOf(attempt.inputTokens);
    columns.hash[index] = attempt.place * 2 ** 32;
    if (attempt.costPico !== null) columns.costs.set(index, attempt.costPico);
  });
  return columns;
}

function backtest(own: readonly Plain[], policy: DecisionPolicy, others: readonly Plain[] = []): Backtest {
  const steps = beginBacktest(columnsOf(own), policy);
  let step = steps.next();
  while (!step.done) step = steps.next();
  const asked = new Set(lackingHours(step.value).map(({ hour, pair }) => `${hour} ${pair.region} ${pair.model}`));
  const wanted = others.filter((one) => asked.has(`${Math.floor(one.startUs / HOUR_US)} ${one.region} ${one.model}`));
  return finishBacktest(step.value, WINDOW, columnsOf(wanted));
}

/** The same by the definition, one attempt after the other and nothing remembered but what it names. */
function bruteBacktest(own: readonly Plain[], policy: DecisionPolicy, others: readonly Plain[]) {
  const states = new Map<string, BreakerState>();
  const transitions: object[] = [];
  const movedTo = new Map<Plain, string>();
  let stays = 0;
  const report = (region: string, model: string, { state, events }: ReturnType<typeof reduceTick>) => {
    states.set(`${region}/${model}`, state);
    for (const { windowFromUs: _, ...event } of events) transitions.push({ region, model, ...event });
  };
  const tick = (region: string, model: string, nowUs: number) => {
    const state = states.get(`${region}/${model}`) ?? initialBreaker();
    if (state.status === "open") report(region, model, reduceTick(state, nowUs, policy.failover));
    return states.get(`${region}/${model}`) ?? state;
  };
  const takes = ({ status, step }: BreakerState, place: number) =>
    status === "closed" || (status === "half_open" && place < (policy.failover.ramp[step] ?? 1));
  const endOf = ({ startUs, durationUs }: Plain) => startUs + durationUs;

  for (const attempt of own.toSorted((a, b) => endOf(a) - endOf(b))) {
    const { region, model, place } = attempt;
    const at = endOf(attempt);
    let to: string | null = null;
    if (!takes(tick(region, model, at), place)) {
      const { primary, fallbacks } = policy.regions[region] ?? policy;
      const others = [primary, ...fallbacks].filter((name) => name !== model);
      const found = others.find((name) => takes(tick(region, name, at), place));
      if (found !== undefined) to = found;
      else if (others.length > 0 && primary !== model) to = primary;
      else stays += 1;
    }
    if (to !== null) movedTo.set(attempt, to);
    else if (isJudged(attempt.outcome)) {
      const judged = {
        endUs: at,
        failed: isFailure(attempt.outcome),
        durationUs: attempt.durationUs,
        ttftUs: attempt.ttftUs,
      };
      report(
        region,
        model,
        reduceAttempt(states.get(`${region}/${model}`) ?? initialBreaker(), judged, policy.failover),
      );
    }
  }

  const after = new Map<Plain, number>();
  const add = (attempt: Plain, weight: number) => after.set(attempt, (after.get(attempt) ?? 0) + weight);
  const before: Plain[] = [];
  let leftOut = 0;
  for (const attempt of own) {
    const to = movedTo.get(attempt);
    const weights = to === undefined || !isJudged(attempt.outcome) ? [[attempt, 1] as const] : expected(attempt, to);
    if (weights.length === 0) leftOut += 1;
    else before.push(attempt);
    for (const [one, weight] of weights) add(one, weight);
  }
  return { transitions, movedTo, stays, before, after, leftOut };

  /** Who an attempt on another model would have been like, with weights that add up to 1. */
  function expected(attempt: Plain, model: string): (readonly [Plain, number])[] {
    const hour = Math.floor(attempt.startUs / HOUR_US);
    const size = sizeClassOf(attempt.inputTokens);
    for (const traffic of [own, others]) {
      const there = traffic.filter(
        (one) =>
          one.region === attempt.region &&
          one.model === model &&
          Math.floor(one.startUs / HOUR_US) === hour &&
          isJudged(one.outcome),
      );
      const known = there.filter((one) => one.inputTokens !== null);
      const alike = known.filter((one) => sizeClassOf(one.inputTokens) === size);
      const unknown = there.filter((one) => one.inputTokens === null);
      if (size === UNKNOWN_SIZE || known.length === 0) {
        if (there.length > 0) return there.map((one) => [one, 1 / there.length]);
      } else if (alike.length > 0) {
        // Of those of unknown size, as large a part is of this size as of the known ones.
        const part = alike.length / known.length;
        const total = alike.length + unknown.length * part;
        return [
          ...alike.map((one) => [one, 1 / total] as const),
          ...unknown.map((one) => [one, part / total] as const),
        ];
      }
    }
    return [];
  }
}

const attempt = (outcomes: readonly Outcome[] = ["ok", "ok", "ok", ...OUTCOMES]) =>
  fc.record({
    region: fc.constantFrom("eu", "us"),
    model: fc.constantFrom("a", "b", "c", "d"),
    startUs: fc.integer({ min: 0, max: 300 }).map((step) => FROM_US + step * 30_000_000 + 1_800_000_000),
    durationUs: fc.integer({ min: 1, max: 60 }).map((step) => step * 100_000),
    ttftUs: fc.option(fc.integer({ min: 1, max: 20 }).map((step) => step * 50_000)),
    outcome: fc.constantFrom(...outcomes),
    inputTokens: fc.option(fc.constantFrom(10, 2_000, 20_000)),
    // As a hash of 32 bits has it; a half is exactly the second share of a ramp.
    place: fc.integer({ min: 0, max: 99 }).map((step) => Math.floor((step / 100) * 2 ** 32) / 2 ** 32),
    costPico: fc.option(fc.bigInt({ min: 0n, max: 10n ** 12n })),
  });
const policy = fc.record({
  primary: fc.constant("a"),
  fallbacks: fc.constantFrom([], ["b"], ["b", "c"]),
  regions: fc.constantFrom<DecisionPolicy["regions"]>({}, { eu: { primary: "b", fallbacks: ["a", "c"] } }),
  failover: fc.record({
    latency: fc.constantFrom(null, { metric: "ttft_ms" as const, percentile: 80, max_ms: 700 }),
    max_error_rate: fc.constantFrom(0, 0.2, 0.5),
    window_requests: fc.constantFrom(5, 10),
    window_seconds: fc.constantFrom(120, 3_600),
    min_requests: fc.constantFrom(1, 4),
    min_failures: fc.constant(1),
    cooldown_seconds: fc.constantFrom(1, 60),
    dwell_seconds: fc.constantFrom(0, 90),
    ramp: fc.constantFrom([1], [0.3, 1], [0.1, 0.5, 1]),
  }),
});

describe("against the definition, on random traffic and drafts", () => {
  const run = (check: (own: Plain[], draft: DecisionPolicy, others: Plain[]) => void) =>
    fc.assert(
      fc.property(fc.array(attempt(), { maxLength: 150 }), policy, fc.array(attempt(), { maxLength: 40 }), check),
      { numRuns: 400 },
    );

  test("the same transitions, and the same attempts moved to the same models", () =>
    run((own, draft, others) => {
      const result = backtest(own, draft, others);
      const brute = bruteBacktest(own, draft, others);
      const reported = result.events.map(({ pair, windowFromUs: _, ...event }) => ({
        ...result.pairs[pair],
        ...event,
      }));
      expect(reported).toEqual(brute.transitions);
      const flows = new Map<string, number>();
      for (const [{ region, model }, to] of brute.movedTo) {
        flows.set(`${region} ${model} ${to}`, (flows.get(`${region} ${model} ${to}`) ?? 0) + 1);
      }
      expect(new Map(result.flows.map((f) => [`${f.region} ${f.fromModel} ${f.toModel}`, f.attempts]))).toEqual(flows);
      expect(result.moved).toBe(brute.movedTo.size);
      expect(
        result.gaps.filter(({ kind }) => kind === "no_candidate").reduce((sum, gap) => sum + gap.attempts, 0),
      ).toBe(brute.stays);
    }));

  test("the same figures before and after, of the same attempts", () =>
    run((own, draft, others) => {
      const result = backtest(own, draft, others);
      const { before, after, leftOut } = bruteBacktest(own, draft, others);
      expect(result.attempts - result.compared).toBe(leftOut);
      expect(result.before.attempts).toBe(before.length);
      expect(result.after.attempts).toBeCloseTo(before.length, 5);
      for (const outcome of OUTCOMES) {
        const expectedCount = [...after].reduce(
          (sum, [one, weight]) => sum + (one.outcome === outcome ? weight : 0),
          0,
        );
        expect(result.before.outcomes[outcome]).toBe(before.filter((one) => one.outcome === outcome).length);
        expect(result.after.outcomes[outcome]).toBeCloseTo(expectedCount, 5);
      }
      const priced = before.filter((one) => one.costPico !== null);
      const sum = priced.reduce((total, { costPico }) => total + (costPico ?? 0n), 0n);
      expect(result.before.costPico).toBe(priced.length === 0 ? null : sum);
      const cost = [...after].reduce((total, [one, weight]) => total + weight * Number(one.costPico ?? 0n), 0);
      expect(Math.abs(Number(result.after.costPico ?? 0n) - cost)).toBeLessThanOrEqual(1 + cost * 1e-9);

      const samples = before.filter((one) => one.outcome === "ok").map(({ durationUs }) => durationUs / 1_000);
      samples.sort((a, b) => a - b);
      expect(result.before.durationMs).toMatchObject({ n: samples.length, p99: nearestRank(samples, 0.99) });
      const weighted = [...after]
        .filter(([one]) => one.outcome === "ok")
        .sort(([a], [b]) => a.durationUs - b.durationUs);
      const all = weighted.reduce((total, [, weight]) => total + weight, 0);
      let upTo = 0;
      const reached = weighted.find(([, weight]) => {
        upTo += weight;
        return upTo >= 0.5 * all * (1 - 1e-9);
      });
      expect(result.after.durationMs.p50).toBe(reached ? reached[0].durationUs / 1_000 : null);
    }));

  test("intervals hold the figures, and the bounds hold the intervals' reach", () =>
    run((own, draft, others) => {
      const { after, errorRateBand, errorRateBounds, costBand } = backtest(own, draft, others);
      if (after.errorRate !== null) {
        expect(errorRateBand?.[0]).toBeLessThanOrEqual(after.errorRate + 1e-9);
        expect(errorRateBand?.[1]).toBeGreaterThanOrEqual(after.errorRate - 1e-9);
        expect(errorRateBounds?.[0]).toBeLessThanOrEqual((errorRateBand?.[0] ?? 0) + 1e-9);
        expect(errorRateBounds?.[1]).toBeGreaterThanOrEqual((errorRateBand?.[1] ?? 1) - 1e-9);
      }
      if (after.costPico !== null) {
        expect((costBand?.[0] ?? 0n) <= after.costPico && after.costPico <= (costBand?.[1] ?? 0n)).toBe(true);
      }
    }));
});

/** A day's traffic of a tier: most on "a", some on "b"; "a" fails for half an hour from noon on. */
function dayWithOutage(): Plain[] {
  const day: Plain[] = [];
  for (let second = 0; second < 86_400; second += 2) {
    const isDown = second >= 43_200 && second < 45_000;
    const model = second % 10 === 0 ? "b" : "a";
    day.push({
      region: "us",
      model,
      startUs: FROM_US + second * 1_000_000,
      durationUs: 500_000,
      ttftUs: 200_000,
      outcome: isDown && model === "a" ? "server_error" : "ok",
      inputTokens: 500,
      place: ((second * 7_919) % 1_000) / 1_000,
      costPico: model === "a" ? 10n : 30n,
    });
  }
  return day;
}

const DRAFT: DecisionPolicy = {
  primary: "a",
  fallbacks: ["b"],
  regions: {},
  failover: {
    latency: null,
    max_error_rate: 0.05,
    window_requests: 100,
    window_seconds: 300,
    min_requests: 50,
    min_failures: 3,
    cooldown_seconds: 60,
    dwell_seconds: 30,
    ramp: [0.1, 0.5, 1],
  },
};

test("a recorded day with an outage: opens within six failures, probes while it lasts, closes after it", () => {
  const result = backtest(dayWithOutage(), DRAFT);

  const [opened] = result.events;
  const noonUs = FROM_US + 43_200_000_000;
  // 100 in the window, more than 5 % of them: six failures, each 2 or 4 seconds after the one before.
  expect(opened).toMatchObject({ from: "closed", to: "open", reason: "error_rate", n: 100, failures: 6 });
  expect((opened?.atUs ?? 0) - noonUs).toBeLessThanOrEqual(18_000_000);
  const closed = result.events.filter(({ to }) => to === "closed");
  const recoveredUs = noonUs + 1_800_000_000;
  expect(closed).toHaveLength(1);
  expect(closed[0]?.atUs).toBeGreaterThan(recoveredUs);
  // A minute of cooldown, then 5 + 25 + 50 requests at a tenth, a half and all of 0.4 a second.
  expect((closed[0]?.atUs ?? 0) - recoveredUs).toBeLessThan(600_000_000);
  expect(result.timelines[0]).toMatchObject({ trips: 1, flaps: 0, spans: expect.anything() });
  expect(result.after.outcomes.server_error).toBeLessThan(result.before.outcomes.server_error / 5);
  expect(result.after.attempts).toBeCloseTo(result.before.attempts, 5);
  expect(result.worstHour.before).toMatchObject({ atUs: noonUs });
  expect(result.after.costPico ?? 0n).toBeGreaterThan(result.before.costPico ?? 0n);
});

test("without traffic on the fallback nothing is made up: what is moved is in neither column", () => {
  const own = dayWithOutage().filter(({ model }) => model === "a");
  const result = backtest(own, DRAFT);

  expect(result.moved).toBeGreaterThan(500);
  expect(result.attempts - result.compared).toBe(result.moved);
  expect(result.gaps).toContainEqual({ kind: "no_traffic", region: "us", model: "b", attempts: result.moved });
  const [best, worst] = result.errorRateBounds ?? [0, 0];
  expect(worst - best).toBeCloseTo(result.moved / own.length, 3);
});

test("other tiers stand in for a fallback the tier never used, and that is said", () => {
  const day = dayWithOutage();
  const result = backtest(
    day.filter(({ model }) => model === "a"),
    DRAFT,
    day.filter(({ model }) => model === "b"),
  );

  expect(result.compared).toBe(result.attempts);
  expect(result.gaps).toContainEqual({ kind: "other_tiers", region: "us", model: "b", attempts: result.moved });
});

test("no attempts: nothing is known, and nothing fails", () => {
  expect(backtest([], DRAFT)).toMatchObject({ attempts: 0, errorRateBand: null, costBand: null, events: [], gaps: [] });
});

test("pieces joined are the whole", () => {
  const whole = columnsOf(dayWithOutage().slice(0, 50));
  const piece = (from: number, to: number): RecordedAttempts => {
    const part = allocateAttempts(to - from, whole.pairs);
    for (let index = from; index < to; index++) copyAttempt(whole, index, part, index - from);
    return part;
  };
  const joined = joinAttempts([piece(0, 20), piece(20, 50)], whole.pairs);
  const costsOf = ({ n, costs }: RecordedAttempts) => Array.from({ length: n }, (_, index) => costs.get(index));

  expect(joined).toEqual(whole);
  expect(costsOf(joined)).toEqual(costsOf(whole));
});
