import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BreakerAttempt,
  type BreakerEvent,
  type BreakerPolicy,
  type BreakerState,
  breakerStats,
  initialBreaker,
  type LiveBreaker,
  reduceAttempt,
  reduceTick,
  takeAttempt,
  takeTick,
} from "./breaker";
import { minRequestsAt } from "./policy";
import { SAMPLE_POLICY as standard } from "./vectors/sample-policy";
import { BreakerWindow } from "./window";

const SECOND = 1_000_000;

const good = (second: number, overrides: Partial<BreakerAttempt> = {}): BreakerAttempt => ({
  endUs: second * SECOND,
  failed: false,
  durationUs: 900_000,
  ttftUs: 300_000,
  ...overrides,
});
const bad = (second: number) => good(second, { failed: true, ttftUs: null });

function run(attempts: BreakerAttempt[], policy: BreakerPolicy, from: BreakerState = initialBreaker()) {
  const events: BreakerEvent[] = [];
  let state = from;
  for (const attempt of attempts) {
    const reduced = reduceAttempt(state, attempt, policy);
    state = reduced.state;
    events.push(...reduced.events);
  }
  return { state, events };
}
const times = (n: number, make: (index: number) => BreakerAttempt) => Array.from({ length: n }, (_, i) => make(i));
const shown = ({ window, ...rest }: BreakerState) => ({
  ...rest,
  window: window.toNumbers(),
  failures: window.failures,
});
const opened = (policy = standard) => run([...times(49, () => good(0)), bad(0)], policy).state;

describe("closed", () => {
  test("one failure in fifty opens a model at 0.5 %, and the event says so", () => {
    const { state, events } = run([...times(49, (i) => good(i)), bad(49)], standard);

    expect(state.status).toBe("open");
    expect(events).toEqual([
      {
        atUs: 49 * SECOND,
        from: "closed",
        to: "open",
        reason: "error_rate",
        n: 50,
        failures: 1,
        value: 0.02,
        threshold: 0.005,
        windowFromUs: 0,
      },
    ]);
  });

  test("nothing is judged under the minimum, and not below min_failures either", () => {
    expect(run([...times(48, (i) => good(i)), bad(48)], standard).state.status).toBe("closed");
    expect(run(times(60, bad), { ...standard, min_failures: 70 }).state.status).toBe("closed");
    expect(run(times(70, bad), { ...standard, min_failures: 70 }).state.status).toBe("open");
  });

  test("an error rate equal to the limit is within it", () => {
    const attempts = [...times(199, (i) => good(i)), bad(199)];

    expect(run(attempts, { ...standard, window_requests: 200, min_requests: 200 }).state.status).toBe("closed");
  });

  test("a slow percentile opens a model, judged on streamed successes where it is of the TTFT", () => {
    const slow = (i: number) => good(i, { ttftUs: i < 49 ? 300_000 : 800_001 });
    const { events } = run(times(50, slow), standard);

    expect(events).toMatchObject([{ reason: "latency", value: 800.001, threshold: 800, n: 50, failures: 0 }]);
    expect(
      run(
        times(50, (i) => good(i, { ttftUs: 800_000 })),
        standard,
      ).events,
    ).toEqual([]);
    expect(
      run(
        times(90, (i) => good(i, { ttftUs: i % 2 ? 900_000 : null })),
        standard,
      ).events,
    ).toEqual([]);
    expect(
      run(
        times(99, (i) => good(i, { ttftUs: i % 2 ? null : 900_000 })),
        standard,
      ).events,
    ).toHaveLength(1);
  });

  test("a limit in decimals is compared as decimals", () => {
    const policy = { ...standard, latency: { metric: "duration_ms", percentile: 100, max_ms: 800.1 } } as const;

    expect(
      run(
        times(50, (i) => good(i, { durationUs: 800_100 })),
        policy,
      ).events,
    ).toEqual([]);
    expect(
      run(
        times(50, (i) => good(i, { durationUs: 800_101 })),
        policy,
      ).events,
    ).toMatchObject([{ value: 800.101 }]);
  });

  test("an attempt exactly as old as the window still counts, a microsecond more does not", () => {
    const old = times(49, () => good(0));

    expect(run([...old, bad(300)], standard).state.status).toBe("open");
    expect(run([...old, { ...bad(300), endUs: 300 * SECOND + 1 }], standard).state.status).toBe("closed");
  });

  test("a late attempt counts while it lies inside the window, and else changes nothing", () => {
    const now = times(49, () => good(400));

    expect(run([...now, bad(100)], standard).state.status).toBe("open");
    expect(run([...now, bad(99)], standard)).toEqual(run(now, standard));
  });

  test("a late attempt older than a full window does not push a newer one out", () => {
    const full = times(100, () => good(400));

    expect(run([...full, bad(399)], standard).state).toEqual(run(full, standard).state);
  });
});

describe("open and half-open", () => {
  test("an open model ignores attempts and shows the window that opened it", () => {
    const { state } = run(
      times(200, () => bad(59)),
      standard,
      opened(),
    );

    expect(state.status).toBe("open");
    expect(breakerStats(state, standard)).toEqual({ n: 50, failures: 1, latencyMs: 300 });
  });

  test("it is half-open at the longer of cooldown and dwell, by a decision or by an attempt, which then counts", () => {
    expect(reduceTick(opened(), 60 * SECOND - 1, standard).state.status).toBe("open");
    expect(reduceTick(opened(), 60 * SECOND, standard).events).toMatchObject([
      { from: "open", to: "half_open", reason: "cooldown", atUs: 60 * SECOND },
    ]);
    const { state } = run([good(60)], standard, opened());
    expect([state.status, state.window.n]).toEqual(["half_open", 1]);
    const dwelling = { ...standard, dwell_seconds: 90 };
    expect(reduceTick(opened(dwelling), 89 * SECOND, dwelling).state.status).toBe("open");
  });

  test("each step asks for its share of the minimum; a step is no transition, the last one closes", () => {
    const probing = run(
      times(5, () => good(60)),
      standard,
      opened(),
    );
    expect([probing.state.step, probing.state.window.n, probing.events.length]).toEqual([1, 0, 1]);

    const half = run(
      times(25, () => good(61)),
      standard,
      probing.state,
    );
    expect([half.state.step, half.events]).toEqual([2, []]);
    const closed = run(
      times(50, () => good(90)),
      standard,
      half.state,
    );
    expect(closed.events).toMatchObject([{ from: "half_open", to: "closed", reason: "recovered", n: 50, failures: 0 }]);
    expect([closed.state.status, closed.state.window.n]).toEqual(["closed", 0]);
  });

  test("the share of the minimum is taken as the decimals say", () => {
    const policy = { ...standard, min_requests: 70 };
    const start = run([...times(69, () => good(0)), bad(0)], policy).state;

    expect(
      run(
        times(7, () => good(60)),
        policy,
        start,
      ).state.step,
    ).toBe(1);
  });

  test("min_failures is capped at what a step judges", () => {
    const policy = { ...standard, min_failures: 40 };
    const start = run([...times(10, () => good(0)), ...times(40, () => bad(0))], policy).state;
    const { events } = run(
      times(5, () => bad(95)),
      policy,
      start,
    );

    expect(events.map((event) => event.to)).toEqual(["half_open"]);
    expect(
      run(
        times(5, () => bad(95)),
        policy,
        reduceTick(start, 60 * SECOND, policy).state,
      ).events,
    ).toMatchObject([{ to: "open", n: 5, failures: 5 }]);
  });

  test("a verdict inside the dwell is dropped, and the window judged again at each attempt until one is late enough", () => {
    const probing = reduceTick(opened(), 60 * SECOND, standard).state;
    const dropped = run(
      times(5, (i) => bad(70 + i)),
      standard,
      probing,
    );
    expect([dropped.state.status, dropped.state.window.n, dropped.events]).toEqual(["half_open", 5, []]);

    expect(run([good(89)], standard, dropped.state).events).toEqual([]);
    expect(run([good(90)], standard, dropped.state).events).toMatchObject([{ to: "open", n: 6, failures: 5 }]);
  });

  test("a shorter ramp published meanwhile puts a model on its last step", () => {
    const probing = run(
      times(5, () => good(60)),
      standard,
      opened(),
    ).state;
    const { events } = run(
      times(50, () => good(95)),
      { ...standard, ramp: [1] },
      probing,
    );

    expect(events).toMatchObject([{ to: "closed" }]);
  });
});

test("a new policy keeps the state, and its numbers apply from the next attempt", () => {
  const lenient = { ...standard, max_error_rate: 0.5, latency: null };
  const { state } = run([...times(49, () => good(0)), bad(0)], lenient);

  expect(reduceTick(state, SECOND, standard).events).toEqual([]);
  expect(run([good(1)], standard, state).events).toMatchObject([{ reason: "error_rate", n: 51, failures: 1 }]);
  const fast = {
    ...standard,
    max_error_rate: 1,
    latency: { metric: "duration_ms", percentile: 50, max_ms: 100 },
  } as const;
  expect(run([good(1)], fast, state).events).toMatchObject([{ reason: "latency", value: 900 }]);
});

/** definitions.md word by word, with no thought of speed: the window is sorted, filtered and sorted again each time. */
class Reference {
  status = "closed";
  step = 0;
  since = Number.NEGATIVE_INFINITY;
  clock = Number.NEGATIVE_INFINITY;
  window: BreakerAttempt[] = [];
  transitions: string[] = [];

  tick(now: number, policy: BreakerPolicy) {
    this.clock = Math.max(this.clock, now);
    const wait = Math.max(policy.cooldown_seconds, policy.dwell_seconds) * SECOND;
    if (this.status === "open" && this.clock - this.since >= wait) this.become("half_open");
    this.trim(policy);
  }

  attempt(attempt: BreakerAttempt, policy: BreakerPolicy) {
    this.tick(attempt.endUs, policy);
    if (this.status === "open") return;
    this.window.push(attempt);
    this.window.sort((a, b) => a.endUs - b.endUs);
    this.trim(policy);
    if (!this.window.includes(attempt)) return;
    const end = policy.ramp.length - 1;
    const share = policy.ramp[Math.min(this.step, end)] ?? 1;
    const probing = this.status === "half_open";
    const least = probing
      ? Math.max(1, Math.ceil((policy.min_requests * Math.round(share * 20)) / 20))
      : policy.min_requests;
    if (this.window.length < least) return;
    const lateEnough = this.clock - this.since >= policy.dwell_seconds * SECOND;
    if (this.isBad(policy, least, probing)) {
      if (lateEnough) this.become("open");
    } else if (probing && this.step < end) {
      this.step += 1;
      this.window = [];
    } else if (probing && lateEnough) this.become("closed");
  }

  isBad(policy: BreakerPolicy, least: number, probing: boolean): boolean {
    const failures = this.window.filter((attempt) => attempt.failed).length;
    const minFailures = probing ? Math.min(policy.min_failures, least) : policy.min_failures;
    if (failures / this.window.length > policy.max_error_rate && failures >= minFailures) return true;
    if (!policy.latency) return false;
    const { metric, percentile, max_ms } = policy.latency;
    const samples = this.window
      .filter((attempt) => !attempt.failed)
      .map((attempt) => (metric === "ttft_ms" ? attempt.ttftUs : attempt.durationUs))
      .filter((us) => us !== null)
      .sort((a, b) => a - b);
    if (samples.length < least) return false;
    return (samples[Math.ceil((percentile * samples.length) / 100) - 1] ?? 0) > max_ms * 1000;
  }

  trim(policy: BreakerPolicy) {
    this.window = this.window.filter((attempt) => attempt.endUs >= this.clock - policy.window_seconds * SECOND);
    this.window = this.window.slice(-policy.window_requests);
  }

  become(status: string) {
    this.transitions.push(`${this.clock} ${this.status} → ${status}`);
    this.status = status;
    this.step = 0;
    this.since = this.clock;
    this.window = [];
  }
}

const policyArbitrary: fc.Arbitrary<BreakerPolicy> = fc
  .record({
    latency: fc.option(
      fc.record({
        metric: fc.constantFrom("ttft_ms" as const, "duration_ms" as const),
        percentile: fc.constantFrom(1, 50, 90, 95, 99, 100),
        max_ms: fc.integer({ min: 1, max: 5 }),
      }),
    ),
    max_error_rate: fc.constantFrom(0, 0.005, 0.1, 0.25, 0.5),
    window_requests: fc.integer({ min: 10, max: 30 }),
    window_seconds: fc.integer({ min: 10, max: 60 }),
    min_requests: fc.integer({ min: 1, max: 10 }),
    min_failures: fc.integer({ min: 1, max: 12 }),
    cooldown_seconds: fc.integer({ min: 1, max: 20 }),
    dwell_seconds: fc.integer({ min: 0, max: 30 }),
    ramp: fc.constantFrom([1], [0.1, 0.5, 1], [0.05, 0.3, 0.7, 1]),
  })
  .map((policy) => ({ ...policy, min_failures: Math.min(policy.min_failures, policy.window_requests) }));

const stepArbitrary = fc.record({
  tick: fc.integer({ min: 0, max: 9 }),
  advanceMs: fc.integer({ min: -9_000, max: 12_000 }),
  failed: fc.integer({ min: 0, max: 9 }),
  durationMs: fc.integer({ min: 0, max: 7 }),
  streamed: fc.boolean(),
});

/** Attempts whose ends mostly rise, sometimes late, in spells of a mood; every tenth step is a decision. */
const historyArbitrary = fc
  .array(
    fc.record({
      failing: fc.integer({ min: 0, max: 10 }),
      slow: fc.integer({ min: 0, max: 4 }),
      steps: fc.array(stepArbitrary, { maxLength: 40 }),
    }),
    {
      maxLength: 8,
    },
  )
  .map((spells) => {
    let clock = 1_000 * SECOND;
    return spells.flatMap(({ failing, slow, steps }) =>
      steps.map(({ tick, advanceMs, failed, durationMs, streamed }) => {
        const endUs = clock + Math.round((advanceMs * 1000) / 4);
        clock = Math.max(clock, endUs);
        const durationUs = Math.min(durationMs, slow + 1) * 1000;
        return {
          isTick: tick === 0,
          attempt: { endUs, failed: failed < failing, durationUs, ttftUs: streamed ? durationUs : null },
        };
      }),
    );
  });
type History = { isTick: boolean; attempt: BreakerAttempt }[];

function replay(
  history: History,
  policies: BreakerPolicy[],
  through: (state: BreakerState) => BreakerState = (s) => s,
) {
  let state = initialBreaker();
  const events: BreakerEvent[] = [];
  history.forEach(({ isTick, attempt }, index) => {
    const policy = policies[Math.floor((index / history.length) * policies.length)] ?? standard;
    const reduced = isTick ? reduceTick(state, attempt.endUs, policy) : reduceAttempt(state, attempt, policy);
    state = through(reduced.state);
    events.push(...reduced.events);
  });
  return { state, events };
}

const retained = ({ window, ...rest }: BreakerState) => ({ ...rest, window: window.toNumbers() });
function restored(text: string): LiveBreaker {
  const { window, ...rest } = JSON.parse(text);
  return { ...rest, window: new BreakerWindow(window) };
}

describe("for any policy and any history", () => {
  test("the transitions and the windows are those of the definition read literally", () => {
    let transitions = 0;
    fc.assert(
      fc.property(historyArbitrary, fc.array(policyArbitrary, { minLength: 1, maxLength: 3 }), (history, policies) => {
        const reference = new Reference();
        history.forEach(({ isTick, attempt }, index) => {
          const policy = policies[Math.floor((index / history.length) * policies.length)] ?? standard;
          if (isTick) reference.tick(attempt.endUs, policy);
          else reference.attempt(attempt, policy);
        });

        const { state, events } = replay(history, policies);

        expect(events.map((event) => `${event.atUs} ${event.from} → ${event.to}`)).toEqual(reference.transitions);
        const { n, failures } = state.window;
        expect({ n, failures }).toEqual({
          n: reference.window.length,
          failures: reference.window.filter((attempt) => attempt.failed).length,
        });
        transitions += events.length;
      }),
      { numRuns: 500 },
    );
    expect(transitions).toBeGreaterThan(200);
  });

  test("two transitions are never closer than the dwell, and none is made under the minimum", () => {
    fc.assert(
      fc.property(historyArbitrary, policyArbitrary, (history, policy) => {
        const { events } = replay(history, [policy]);

        events.forEach((event, index) => {
          const before = events[index - 1];
          if (before) expect(event.atUs - before.atUs).toBeGreaterThanOrEqual(policy.dwell_seconds * SECOND);
          if (event.from === "closed") expect(event.n).toBeGreaterThanOrEqual(policy.min_requests);
          if (event.to === "closed") expect(event.n).toBeGreaterThanOrEqual(policy.min_requests);
        });
      }),
      { numRuns: 300 },
    );
  });

  test("no step of the ramp is left under its share of the minimum", () => {
    fc.assert(
      fc.property(historyArbitrary, policyArbitrary, (history, policy) => {
        let state = initialBreaker();
        for (const { isTick, attempt } of history) {
          const before = isTick ? state : reduceTick(state, attempt.endUs, policy).state;
          const reduced = isTick ? reduceTick(state, attempt.endUs, policy) : reduceAttempt(state, attempt, policy);
          state = reduced.state;
          const left = before.status === "half_open" && (state.status !== "half_open" || state.step !== before.step);
          if (!left) continue;
          const minimum = minRequestsAt(policy, policy.ramp[before.step] ?? 1);
          const judged = reduced.events.at(-1)?.n ?? before.window.n + 1;
          expect(judged).toBeGreaterThanOrEqual(minimum);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("in one batch, or streamed in pieces and stored between them, the same happens, time after time", () => {
    const piecesArbitrary = fc.array(fc.integer({ min: 0, max: 320 }), { maxLength: 8 });
    fc.assert(
      fc.property(historyArbitrary, policyArbitrary, piecesArbitrary, (history, policy, cuts) => {
        const batch = replay(history, [policy]);
        let stored = JSON.stringify(retained(initialBreaker()));
        const events: BreakerEvent[] = [];
        const ends = [...cuts.toSorted((a, b) => a - b), history.length];
        ends.forEach((end, index) => {
          const breaker = restored(stored);
          for (const { isTick, attempt } of history.slice(ends[index - 1] ?? 0, end)) {
            const moved = isTick ? takeTick(breaker, attempt.endUs, policy) : takeAttempt(breaker, attempt, policy);
            events.push(...moved);
          }
          stored = JSON.stringify(retained(breaker));
        });

        expect(events).toEqual(batch.events);
        expect(stored).toEqual(JSON.stringify(retained(batch.state)));
        expect(replay(history, [policy]).events).toEqual(batch.events);
      }),
      { numRuns: 300 },
    );
  });

  test("in place and in copies the same happens, and what was copied stays as it was", () => {
    fc.assert(
      fc.property(historyArbitrary, policyArbitrary, (history, policy) => {
        const breaker = initialBreaker();
        const events = history.flatMap(({ isTick, attempt }) =>
          isTick ? takeTick(breaker, attempt.endUs, policy) : takeAttempt(breaker, attempt, policy),
        );
        const before: [BreakerState, unknown][] = [];
        const copied = replay(history, [policy], (state) => {
          before.push([state, shown(state)]);
          return state;
        });

        expect(events).toEqual(copied.events);
        expect(shown(breaker)).toEqual(shown(copied.state));
        for (const [state, was] of before) expect(shown(state)).toEqual(was);
      }),
      { numRuns: 200 },
    );
  });

  test("a model that is well again comes back, whatever happened before", () => {
    fc.assert(
      fc.property(historyArbitrary, policyArbitrary, (history, policy) => {
        let { state } = replay(history, [policy]);
        const spacingUs = Math.floor((policy.window_seconds * SECOND) / (policy.min_requests * 2 + 2));
        const from = state.clockUs ?? 0;
        const quietUs =
          (policy.window_seconds + 3 * Math.max(policy.cooldown_seconds, policy.dwell_seconds) + 1) * SECOND;
        const rampUs = policy.ramp.length * (policy.min_requests + 1) * spacingUs * 2;
        for (let endUs = from; endUs <= from + quietUs + rampUs; endUs += spacingUs) {
          state = reduceAttempt(state, { endUs, failed: false, durationUs: 0, ttftUs: 0 }, policy).state;
        }

        expect(state.status).toBe("closed");
      }),
      { numRuns: 200 },
    );
  });
});

test("a window of 100,000 takes attempts in order and late, and keeps the last of them", () => {
  const policy = {
    ...standard,
    window_requests: 100_000,
    window_seconds: 86_400,
    min_requests: 1_000,
    min_failures: 90_000,
  };
  const breaker = initialBreaker();
  for (let i = 0; i < 200_000; i += 1) {
    const late = i % 3 === 0 ? 5_000 : 0;
    takeAttempt(breaker, good(0, { endUs: (i - late) * 1000, ttftUs: 500_000 }), policy);
  }

  expect(breaker.window.n).toBe(100_000);
  const ends = breaker.window.toNumbers().filter((_, index) => index % 4 === 0);
  expect(ends).toEqual(ends.toSorted((a, b) => a - b));
});
