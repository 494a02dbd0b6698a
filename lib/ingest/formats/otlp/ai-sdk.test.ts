import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { validateRecords } from "../../validate-records";
import { readSpans } from "./read-spans";
import { spanEntries } from "./span-entries";

const START_NS = 1_795_330_124_537_000_000n;
const TRACE = "a2730063b71d59b73784e245c2589685";

const valueSchema = z.union([z.string(), z.number(), z.array(z.string())]);
const attributesSchema = z.record(z.string(), valueSchema);
const spanSchema = z.object({
  id: z.number(),
  parent: z.number().optional(),
  name: z.string(),
  scope: z.string(),
  at: z.number(),
  ms: z.number(),
  status: z.object({ code: z.number(), message: z.string().optional() }),
  attributes: attributesSchema,
  events: z.array(z.object({ name: z.string(), at: z.number(), attributes: attributesSchema })).default([]),
});
type Captured = z.infer<typeof spanSchema>;
/**
 * Spans as the AI SDK ended them, with the attributes that say something about the call, by version and what happened:
 * a provider on this machine sent its first text after 60 ms, and for "error" an error in an answer of status 200.
 */
const CAPTURES = z
  .record(z.string(), z.record(z.string(), z.array(spanSchema)))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "ai-sdk-spans.json"), "utf8")));
const VERSIONS = Object.keys(CAPTURES);

const hex = (id: number, digits: number) => id.toString(16).padStart(digits, "0");
const ns = (ms: number) => String(START_NS + BigInt(Math.round(ms * 1_000)) * 1_000n);
function anyValue(value: z.infer<typeof valueSchema>): object {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "number") return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
  return { arrayValue: { values: value.map(anyValue) } };
}
const attributesOf = (values: Captured["attributes"]) =>
  Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }));

function exported({ scope, id, parent, name, at, ms, status, attributes, events }: Captured): object {
  const span = {
    ...{ traceId: TRACE, spanId: hex(id, 16), name, status, attributes: attributesOf(attributes) },
    ...(parent !== undefined && { parentSpanId: hex(parent, 16) }),
    ...{ startTimeUnixNano: ns(at), endTimeUnixNano: ns(at + ms) },
    events: events.map((event) => ({
      ...{ name: event.name, timeUnixNano: ns(event.at), attributes: attributesOf(event.attributes) },
    })),
  };
  return { scopeSpans: [{ scope: { name: scope }, spans: [span] }] };
}

/** The records that one call of the SDK became. */
function recordsOf(version: string, what: string): Record<string, unknown>[] {
  const resourceSpans = (CAPTURES[version]?.[what] ?? []).map(exported);
  return spanEntries(readSpans({ resourceSpans })).flatMap((entry) => {
    if (!("record" in entry)) return [];
    expect(validateRecords([{ value: entry.record }]).invalid).toEqual([]);
    return [Object.fromEntries(Object.entries(entry.record).filter(([, value]) => value != null))];
  });
}

describe.each(VERSIONS)("%s", (version) => {
  const WHOLE = { outcome: "ok", provider: "stub", input_tokens: 1200, output_tokens: 42 };

  test("an answer is one attempt, and so is an answered stream, with its first token", () => {
    expect(recordsOf(version, "whole")).toEqual([expect.objectContaining({ ...WHOLE, model: "plain" })]);
    expect(recordsOf(version, "whole")[0]).not.toHaveProperty("ttft_ms");
    const [stream, ...more] = recordsOf(version, "stream");
    expect([stream, more]).toEqual([
      expect.objectContaining({ ...WHOLE, model: "counted", cached_input_tokens: 1024, streamed: true }),
      [],
    ]);
    const isFirstText = version.startsWith("ai 7");
    expect(stream?.ttft_ms).toBeGreaterThan(isFirstText ? 50 : 0);
    expect(stream?.ttft_ms).toBeLessThan(Number(stream?.duration_ms));
  });

  test("a call that asks for a tool is one attempt, and the tool none", () => {
    expect(recordsOf(version, "tool")).toEqual([expect.objectContaining({ ...WHOLE, model: "tool", streamed: true })]);
  });

  test("a refusal is a failure", () => {
    const [record, ...more] = recordsOf(version, "refused");
    expect([record?.error_code, more]).toEqual(["AI_APICallError", []]);
    // Only version 7's own integration says which status it was.
    const reportsStatus = version.startsWith("ai 7") && !version.includes("Legacy");
    expect(record).toMatchObject(
      reportsStatus ? { outcome: "rate_limited", http_status: 429 } : { outcome: "server_error" },
    );
  });

  test.each(["error", "cut", "reset"])(
    "a stream with its end broken by %s is the provider's failure, without first token",
    (what) => {
      const records = recordsOf(version, what);
      // Versions 5 and 6 end no span of a stream whose connection was reset.
      const isReported = what !== "reset" || version.startsWith("ai 7");
      expect(records).toEqual(isReported ? [expect.objectContaining({ outcome: "server_error" })] : []);
      for (const record of records) expect(record).not.toHaveProperty("ttft_ms");
    },
  );

  test.each(["aborted", "aborted-early"])(
    "a stream that its caller left (%s) is cancelled, and counted once",
    (what) => {
      expect(recordsOf(version, what)).toEqual([expect.objectContaining({ outcome: "cancelled", model: "hang" })]);
    },
  );

  test("a streamed object is one attempt", () => {
    expect(recordsOf(version, "object")).toEqual([expect.objectContaining({ ...WHOLE, model: "counted" })]);
  });

  test("embeddings make no text", () => {
    expect(recordsOf(version, "embedding")).toEqual([]);
  });
});

test("a span without any word of an answer is a success where its source is not known to say one", () => {
  const [call] = CAPTURES["ai 7.0.173, @ai-sdk/otel 1.0.173"]?.aborted ?? [];
  if (!call) throw new Error("There is no such capture");
  const outcomeOf = (scope: string, provider: string) => {
    const attributes = { ...call.attributes, "gen_ai.provider.name": provider };
    return spanEntries(readSpans({ resourceSpans: [exported({ ...call, scope, attributes })] }));
  };
  expect(outcomeOf("gen_ai", "openai")).toMatchObject([{ record: { outcome: "cancelled" } }]);
  expect(outcomeOf("a tracer of the app", "openai.responses")).toMatchObject([{ record: { outcome: "cancelled" } }]);
  expect(outcomeOf("@opentelemetry/instrumentation-openai", "openai")).toMatchObject([{ record: { outcome: "ok" } }]);
});

test("a retry before a stream was aborted is not counted again by the span around both", () => {
  const captured = CAPTURES["ai 6.0.326"];
  const [around] = captured?.aborted ?? [];
  const refused = captured?.refused?.find(({ name }) => name.endsWith(".doGenerate"));
  if (!around || !refused) throw new Error("There is no such capture");
  const retried = [{ ...refused, id: 7, parent: around.id }, around].map(exported);
  expect(spanEntries(readSpans({ resourceSpans: retried }))).toMatchObject([
    { record: { outcome: "server_error" } },
    { ignored: "repeats a call that was reported too" },
  ]);
});
