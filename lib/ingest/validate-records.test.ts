import { expect, test } from "vitest";
import { storableRecord } from "./storable-record";
import { validateRecords } from "./validate-records";

const GOOD = {
  id: "a",
  started_at: "2026-03-01T12:00:00.123456789+02:00",
  model: "m",
  duration_ms: 12.345,
  outcome: "ok",
};
const errorsOf = (value: unknown) => validateRecords([{ value }]).invalid[0]?.errors;

test("one bad record spoils no other, and each keeps its place", () => {
  const { valid, invalid } = validateRecords([
    { value: GOOD },
    { unreadable: "no JSON" },
    { value: { ...GOOD, id: "c", duration_ms: -1 } },
    { value: { ...GOOD, id: "d" } },
  ]);

  expect(valid.map(({ index, record }) => [index, record.id])).toEqual([
    [0, "a"],
    [3, "d"],
  ]);
  expect(invalid.map(({ index, id }) => [index, id])).toEqual([
    [1, null],
    [2, "c"],
  ]);
});

test("instants with any offset are kept to the microsecond", () => {
  const { valid } = validateRecords([{ value: GOOD }]);

  expect(valid[0]?.record.started_at).toBe(Date.parse("2026-03-01T10:00:00.123Z") * 1_000 + 456);
});

test.each([
  ["started_at", "2026-03-01T12:00:00"],
  ["started_at", 1_772_323_200],
  ["started_at", undefined],
  ["id", ""],
  ["id", "x".repeat(129)],
  ["id", "nul\u0000"],
  ["id", "\ud800"],
  ["model", 7],
  ["duration_ms", -1],
  ["duration_ms", 1.2345],
  ["duration_ms", 86_400_001],
  ["duration_ms", "12"],
  ["duration_ms", Number.POSITIVE_INFINITY],
  ["outcome", "fine"],
  ["http_status", 42],
  ["input_tokens", -1],
  ["output_tokens", 1.5],
  ["cost_usd", "1,5"],
  ["cost_usd", -1],
  ["attempt", 0],
  ["tags", Array.from({ length: 11 }, () => "t")],
])("a wrong %s is refused by name: %s", (field, value) => {
  expect(errorsOf({ ...GOOD, [field]: value })?.map(({ path }) => path)).toEqual([field]);
});

test.each([[null], [7], ["text"], [[]]])("what is no object is refused: %s", (value) => {
  expect(errorsOf(value)).toHaveLength(1);
});

test("outcome or http_status is needed, and parts of usage need usage", () => {
  const { outcome, ...rest } = GOOD;

  expect(errorsOf(rest)?.map(({ path }) => path)).toEqual(["outcome"]);
  expect(errorsOf({ ...GOOD, reasoning_tokens: 1 })?.map(({ path }) => path)).toEqual(["reasoning_tokens"]);
});

test("unknown fields are refused by name, those of JavaScript's own too, and do no harm", () => {
  const value: unknown = JSON.parse(
    '{"id":"a","started_at":"2026-03-01T12:00:00Z","model":"m","duration_ms":1,"outcome":"ok","prompt":"secret","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  );

  expect(
    errorsOf(value)
      ?.map(({ path }) => path)
      .sort(),
  ).toEqual(["__proto__", "constructor", "prompt"]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect(JSON.stringify(storableRecord(value))).not.toContain("secret");
  expect(storableRecord(value)).toMatchObject({
    record: { id: "a", model: "m" },
    unknownFields: expect.arrayContaining(["prompt"]),
  });
});

test("what is said and kept of a hopeless record is bounded", () => {
  const value = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, index) => [`${index}\u0000${"x".repeat(500)}`, "secret"]),
  );

  expect(errorsOf(value)?.length).toBeLessThanOrEqual(20);
  expect(JSON.stringify(errorsOf(value))).not.toContain("\\u0000");
  const storable = storableRecord({
    ...value,
    id: "x".repeat(10_000),
    model: { prompt: "secret" },
    tags: Array(500).fill("x".repeat(500)),
  });
  expect(JSON.stringify(storable).length).toBeLessThanOrEqual(25_000);
  expect(JSON.stringify(storable)).not.toContain("secret");
  for (const none of [null, 1, "text", [1]]) expect(storableRecord(none)).toEqual({ record: null, unknownFields: [] });
});
