import { expect, test } from "vitest";
import type { Price } from "@/lib/domain/pricing/price";
import { createPriceBook } from "@/lib/domain/pricing/price-book";
import { SAMPLE_PRICE } from "@/lib/domain/pricing/sample-price";
import { checkPayload } from "./check-payload";

const nowUs = Date.parse("2026-11-25T10:00:00Z") * 1_000;
const price: Price = {
  ...SAMPLE_PRICE,
  ...{ id: "7", provider: "openai", model: "gpt-4o" },
  ...{ inputPicoPerM: 2_000_000_000_000n, outputPicoPerM: 8_000_000_000_000n },
};
const context = {
  nowUs,
  retainedDays: 45,
  aliases: new Map([["best", "gpt-4o"]]),
  prices: createPriceBook([price]),
};
const check = (format: string, body: unknown) =>
  checkPayload({ format, text: typeof body === "string" ? body : JSON.stringify(body), context });
const record = { id: "a", started_at: "2026-11-25T09:00:00Z", model: "m", duration_ms: 5, outcome: "ok" };

test("our own records are told one by one, with every reason", () => {
  const checked = check("switchyard", [record, { ...record, prompt: "hi", duration_ms: -1 }]);

  expect(checked).toMatchObject({ attempts: 1, ignored: 0, refused: 1 });
  expect(checked.entries[0]).toEqual({
    place: 0,
    state: "attempt",
    reasons: [],
    counted: {
      model: "m",
      provider: "unknown",
      cost_usd: null,
      cost_estimated: false,
      has_price: false,
      warnings: ["unpriced"],
    },
    record: { ...record, started_at: "2026-11-25T09:00:00.000Z" },
  });
  expect(checked.entries[1]?.reasons.toSorted()).toEqual([
    expect.stringMatching(/^duration_ms: /),
    expect.stringMatching(/^prompt: /),
  ]);
});

test("lines are read as lines", () => {
  expect(check("switchyard", `${JSON.stringify(record)}\n${JSON.stringify(record)}`)).toMatchObject({ attempts: 2 });
});

test("another tool's payload is told as the record it becomes", () => {
  const call = { id: "c", startTime: 1_795_330_000, endTime: 1_795_330_002, model: "gpt-4o", status: "success" };
  expect(check("litellm", [call, null, {}])).toMatchObject({
    ...{ attempts: 1, ignored: 1, refused: 1 },
    entries: [
      { record: { model: "gpt-4o", duration_ms: 2000 } },
      { state: "ignored" },
      { reasons: ["model is missing"] },
    ],
  });
});

test("what cannot be read at all, or is no format, is refused as a whole", () => {
  expect(() => check("litellm", "{nothing")).toThrow("not JSON");
  expect(() => check("telex", [])).toThrow("no format telex");
});

test("what is too old or in the future is refused, as it would be", () => {
  const { refused: rejectedEntry, entries } = check("switchyard", [
    { ...record, started_at: "2026-09-01T00:00:00Z" },
    { ...record, started_at: "2026-11-25T10:06:00Z" },
  ]);
  expect(rejectedEntry).toBe(2);
  expect(entries.map(({ reasons }) => reasons)).toEqual([
    [expect.stringContaining("older than")],
    [expect.stringContaining("in the future")],
  ]);
});

test("an attempt is told with the model, the cost and the tests it speaks against", () => {
  const priced = {
    ...record,
    model: "best",
    provider: "openai",
    input_tokens: 1_000,
    output_tokens: 500,
    duration_ms: 9_000,
  };
  const odd = { ...priced, id: "b", cached_input_tokens: 2_000, cost_usd: "0" };
  const { entries } = check("switchyard", [priced, odd, { ...record, model: "gpt-4o", provider: "openai" }]);
  const known = { model: "gpt-4o", provider: "openai", has_price: true };
  expect(entries.map(({ counted }) => counted)).toMatchObject([
    { ...known, cost_usd: "0.006", warnings: [] },
    { ...known, warnings: ["free_with_tokens", "cached_over_input"] },
    { ...known, cost_usd: null, warnings: [] },
  ]);
});

test("a payload with nothing in it says what it is", () => {
  const ignored = (reason: string) => ({ ignored: 1, entries: [{ state: "ignored", reasons: [reason] }] });
  expect(check("switchyard", [])).toMatchObject(ignored("There is no record in it"));
  expect(check("otlp", { resourceMetrics: [] })).toMatchObject(
    ignored("Switchyard reads traces and logs; metrics are ignored"),
  );
  expect(check("otlp", { resourceSpans: [] })).toMatchObject(ignored("There is no span in it"));
});
