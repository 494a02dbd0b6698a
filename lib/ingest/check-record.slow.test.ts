import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type LogRecordInput, logRecordSchema } from "@/lib/contract/log-record";
import { checkRecord } from "./check-record";

const FULL: Required<LogRecordInput> = {
  id: "3f0c8a52-5d4e-4d2c-9a35-0d6ef0a4f9d1",
  started_at: "2026-03-01T12:00:00.123456+02:00",
  model: "m",
  duration_ms: 12.345,
  outcome: "ok",
  http_status: 200,
  request_id: "r",
  attempt: 1,
  final: true,
  requested_model: "n",
  provider: "p",
  invoice_issuer: "q",
  region: "eu",
  tier: "gold",
  app: "chat",
  operation: "embedding",
  team: "search",
  key: "batch-key",
  environment: "production",
  feature: "summaries",
  agent: "planner",
  stage: 2,
  consumer: "customer-7",
  session: "s-1",
  router: "r-1",
  policy_version: 3,
  error_code: "none",
  ttft_ms: 1.5,
  streamed: true,
  input_tokens: 10,
  cached_input_tokens: 1,
  cache_write_tokens: 2,
  cache_write_1h_tokens: 1,
  output_tokens: 3,
  reasoning_tokens: 0,
  audio_input_tokens: 4,
  audio_output_tokens: 1,
  image_input_tokens: 0,
  units: { searches: 2 },
  usage_source: "reported",
  cost_usd: "0.00012",
  service_tier: "flex",
  trace_id: "t",
  tags: ["beta", "plan:pro"],
  revision: 1,
};
const FIELDS = Object.keys(FULL);
const UNKNOWN_FIELDS = ["prompt", "__proto__", "constructor", "toString", "ID", "id ", "", "0"];

const TEXTS = [
  ...[
    "",
    " ",
    " a",
    "b\n",
    "\u3000c",
    "ü ",
    "a",
    "ok",
    "OK",
    "timeout",
    "estimated",
    "missing",
    "null",
    "0",
    "true",
    "a\u0000b",
    "\u0000",
  ],
  ...["\ud800", "a\udc00b", "\udc00\ud800", "🙂", "ünï", ...[64, 65, 128, 129, 200, 201].map((n) => "x".repeat(n))],
  ...["🙂".repeat(32), `${"🙂".repeat(32)}x`, "🙂".repeat(100), `${"🙂".repeat(63)}x\ud83d`],
];
const MONEY = [
  ...["1", "0", "0.0", "00.5", ".5", "5.", "-1", "+1", "1,5", "1e5", "1E-12", "1e+3", "1e123", "1e-123", "0x1f"],
  ...["999999", "999999.999999999999", "1000000", "1.0000000000000000000001", "9e9", "0.1e1", " 1", "1\n", "٣"],
];
const INSTANTS = [
  ...["2026-03-01T12:00:00Z", "2026-03-01t12:00:00z", "2026-03-01 12:00:00Z", "2026-03-01T12:00:00", "2026-03-01"],
  ...["2026-03-01T12:00:00.Z", "2026-03-01T12:00:00.1Z", "2026-03-01T12:00:00.123456789Z", "2026-03-01T12:00Z"],
  ...[
    "2026-03-01T12:00:00+08:00",
    "2026-03-01T12:00:00-23:59",
    "2026-03-01T12:00:00+24:00",
    "2026-03-01T12:00:00+0800",
  ],
  ...[
    "2026-03-01T23:59:60Z",
    "2026-03-01T24:00:00Z",
    "2026-02-29T12:00:00Z",
    "2024-02-29T12:00:00Z",
    "0000-01-01T00:00:00Z",
  ],
  ...[
    "9999-12-31T23:59:59.999999Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "12026-01-01T00:00:00Z",
  ],
];
const NUMBERS = [
  ...[0, -0, 1, -1, 0.5, 0.0005, 0.001, 1.2345, 12.345, 0.1 + 0.2, 99, 100, 599, 600, 1000, 1001, 1e-7, 1e21, 5e-324],
  ...[86_400_000, 86_400_000.001, 86_400_001, 1e9, 1e9 + 1, 2 ** 31 - 1, 2 ** 31, 2 ** 53, 2 ** 53 + 2, 999_999, 1e6],
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.MAX_VALUE, 86_399_999.999],
];
const OTHERS = [
  ...[null, undefined, true, false, {}, [], [null], ["a"], ["a", ""], [["a"]], [1], [undefined], { length: 1 }, 5n],
  ...[{ images: 1 }, { seconds: 0.5, calls: 0 }, { images: -1 }, { images: null }, { images: "1" }, { image: 1 }],
  ...[["x".repeat(64)], ["x".repeat(65)], ["\u0000"], Array(10).fill("t"), Array(11).fill("t"), new Date(0)],
];
const ODD: readonly unknown[] = [...TEXTS, ...MONEY, ...INSTANTS, ...NUMBERS, ...OTHERS];

/** Whether the check and the schema are of one mind on a value: the same record, or both refuse. A padded name is the schema's. */
function agree(value: unknown): boolean {
  const checked = checkRecord(value);
  const parsed = logRecordSchema.safeParse(value);
  if (checked === null && parsed.success) return hasPaddedText(value);
  return isDeepStrictEqual(checked, parsed.success ? parsed.data : null);
}

function hasPaddedText(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((field: unknown) => typeof field === "string" && field !== field.trim());
}

test("the check takes a full record, and one with nothing but what is needed", () => {
  const { id, started_at, model, duration_ms, outcome } = FULL;
  for (const value of [FULL, { id, started_at, model, duration_ms, outcome }]) {
    expect(checkRecord(value)).toEqual({ ...value, started_at: Date.parse("2026-03-01T10:00:00.123Z") * 1_000 + 456 });
    expect(agree(value)).toBe(true);
  }
});

test("the check and the schema agree on every odd value in every field, and on every field left out", () => {
  const disagreements: unknown[] = [];
  for (const field of [...FIELDS, ...UNKNOWN_FIELDS]) {
    const rest = Object.entries(FULL).filter(([name]) => name !== field);
    if (!agree(Object.fromEntries(rest))) disagreements.push([field, "left out"]);
    for (const odd of ODD) if (!agree(Object.fromEntries([...rest, [field, odd]]))) disagreements.push([field, odd]);
  }
  expect(disagreements).toEqual([]);
  expect(ODD.filter((value) => !agree(value))).toEqual([]);
});

const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ODD) },
  fc.double(),
  fc.integer({ min: 0, max: 90_000_000_000 }).map((n) => n / 1_000),
  fc.string({ unit: "binary", maxLength: 6 }),
  fc
    .tuple(fc.nat(9_999_999), fc.nat(99), fc.constantFrom("", "e", "E-", "e+", ".", ".e"))
    .map(([a, b, e]) => a + e + b),
  fc
    .tuple(fc.date({ noInvalidDate: true }), fc.constantFrom("Z", "z", "1Z", "999+05:30", "-00:00", "+24:00", ""))
    .map(([date, end]) => date.toISOString().slice(0, -1) + end),
  fc.jsonValue({ maxDepth: 2 }),
);
const change = fc.tuple(fc.constantFrom(...FIELDS, ...FIELDS, ...UNKNOWN_FIELDS), value);
const leftOut = fc.array(fc.constantFrom(...FIELDS), { maxLength: 12 });

test("the check and the schema agree on whatever mixture", { timeout: 60_000 }, () => {
  let accepted = 0;
  fc.assert(
    fc.property(leftOut, fc.array(change, { maxLength: 3 }), (missing, changes) => {
      const remaining = Object.entries(FULL).filter(([name]) => !missing.includes(name));
      const record = Object.fromEntries([...remaining, ...changes]);
      if (checkRecord(record) !== null) accepted++;
      return agree(record);
    }),
    { numRuns: 20_000 },
  );
  // Neither side of the fence is hardly visited.
  expect(accepted).toBeGreaterThan(2_000);
  expect(accepted).toBeLessThan(18_000);
});

test("a record shared with others is left as it was", () => {
  const frozen = Object.freeze({ ...FULL });

  expect(checkRecord(frozen)).not.toBe(frozen);
  expect(frozen.started_at).toBe(FULL.started_at);
});
