import { expect, test } from "vitest";
import type { BacktestReply } from "@/lib/contract/backtest";
import { percentilesReply } from "@/lib/contract/percentiles-reply";
import { NO_SAMPLES } from "@/lib/domain/sketch/summary";
import { resolveBacktestWindow } from "./backtest-window";
import { describeActive, describeColumns, describeLeftOut, describeOutcome, prepareStats } from "./prepare-backtest";

const none = percentilesReply(NO_SAMPLES);
const outcomes = { ok: 90, rate_limited: 0, server_error: 10, timeout: 0, client_error: 0, cancelled: 0, refused: 0 };
const before = {
  attempts: 100,
  outcomes,
  error_rate: 0.1,
  ttft_ms: none,
  duration_ms: { ...none, n: 90, p50: 900, bands: { ...none.bands, p50: [880, 920] as [number, number] } },
  cost_usd: "1.5",
  priced_share: 0.5,
};
const active = {
  ...before,
  version: 3,
  error_rate: 0.08,
  error_rate_band: [0.07, 0.09],
  cost_usd_band: null,
  moved_attempts: 4,
  trips: 1,
  flaps: 0,
  worst_hour: null,
} satisfies BacktestReply["active"];
const reply: BacktestReply = {
  tier: "standard",
  from: "2026-03-01T00:00:00.000Z",
  to: "2026-03-02T00:00:00.000Z",
  attempts: 120,
  compared: 100,
  moved_attempts: 30,
  moved_share: 0.25,
  trips: 2,
  flaps: 1,
  transitions: [],
  transitions_left_off: 0,
  timelines: [],
  timelines_left_off: 0,
  moved: [],
  regions: [],
  before,
  after: {
    ...before,
    outcomes: { ...outcomes, ok: 97.5, server_error: 2.5 },
    error_rate: 0.025,
    error_rate_band: [0.02, 0.04],
    cost_usd_band: ["1.4", "1.7"],
  },
  active,
  error_rate_bounds: [0.016, 0.2],
  worst_hour: { before: { at: "2026-03-01T12:00:00.000Z", judged: 40, error_rate: 0.5 }, after: null },
  evidence: [],
};
const rowOf = (label: string) => prepareStats(reply, "UTC").find((row) => row.label === label);

test("what is expected has its interval, and what has no samples says so", () => {
  expect(rowOf("Error rate")).toEqual({
    label: "Error rate",
    recorded: { text: "10.00 %" },
    active: { text: "8.00 %", note: "7.00 % – 9.00 %" },
    draft: { text: "2.50 %", note: "2.00 % – 4.00 %" },
  });
  expect(rowOf("Failures")?.draft).toEqual({ text: "3", note: "expected" });
  expect(rowOf("TTFT p99")?.draft).toEqual({ text: "—", note: "no samples" });
  expect(rowOf("Duration p50")?.recorded).toEqual({ text: "900 ms", note: "880 ms – 920 ms" });
  expect(rowOf("Cost")).toMatchObject({ recorded: { note: "50 % priced" }, draft: { note: "$1.40 – $1.70" } });
  expect(rowOf("Worst hour")).toMatchObject({ recorded: { text: "50.00 %" }, draft: { text: "—" } });
});

test("a run is told in a sentence, with what nobody can know", () => {
  expect(describeOutcome(reply)).toBe(
    "Models would have opened 2 times, 1 of them within ten minutes of closing; 30 of 120 attempts move (25.00 %).",
  );
  expect(describeOutcome({ ...reply, trips: 0 })).toMatch(/No model would have opened/);
  expect(describeLeftOut(reply)).toMatch(/^20 moved attempts are left out.*1.60 % – 20.00 %\.$/);
  expect(describeLeftOut({ ...reply, compared: 120 })).toBeNull();
});

test("the draft stands beside the active policy replayed in the same way, and beside the record alone in a new tier", () => {
  expect(describeActive(reply)).toMatch(/^Under the active policy, version 3, .*opened once, and 4 attempts move\.$/);
  const first = { ...reply, active: null };
  expect(describeActive(first)).toBeNull();
  expect(prepareStats(first, "UTC").every((row) => row.active === null)).toBe(true);
});

test("columns that are not of the same attempts say why", () => {
  expect(describeColumns(reply, reply)).toBeNull();
  const fewer = { ...reply, active: { ...active, attempts: 90 } };
  expect(describeColumns(fewer, null)).toMatch(/not of the same attempts: each leaves out/);
  expect(describeColumns(reply, { ...reply, to: "2026-03-02T00:01:00.000Z" })).toMatch(
    /attempts: the pinned draft was run/,
  );
});

test("a named window ends with the minute, a custom one must be a time before another", () => {
  const nowMs = Date.parse("2026-03-02T10:00:30Z");
  const custom = (from: string | null, to: string | null) =>
    resolveBacktestWindow({ choice: "custom", from, to }, nowMs);

  expect(resolveBacktestWindow({ choice: "24h", from: null, to: null }, nowMs)).toEqual({
    from: "2026-03-01T10:00:00.000Z",
    to: "2026-03-02T10:00:00.000Z",
  });
  expect(custom("2026-03-01T00:00:00Z", "2026-03-01T01:00:00Z")).not.toBeNull();
  expect(custom("2026-03-01T01:00:00Z", "2026-03-01T01:00:00Z")).toBeNull();
  expect(custom("soon", "2026-03-01T01:00:00Z")).toBeNull();
  expect(custom(null, null)).toBeNull();
});
