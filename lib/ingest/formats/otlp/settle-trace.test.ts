import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LogRecordInput } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { emptyTrace, type KnownCall, type KnownTrace } from "./known-trace";
import { settleTrace } from "./settle-trace";

const START_US = 1_795_330_124_537_000;
type Given = {
  id: number;
  parent?: number;
  scope?: string;
  asked?: string;
  answer?: string;
  fromMs?: number;
  toMs?: number;
  record?: Partial<LogRecordInput>;
};

const spanId = (id: number) => id.toString(16).padStart(16, "0");

function call({ id, parent, scope = "a", asked = "gpt-4o", answer, fromMs = 0, toMs = 100, record }: Given): KnownCall {
  return {
    spanId: spanId(id),
    parentSpanId: parent === undefined ? null : spanId(parent),
    scope,
    asked,
    responseId: answer ?? null,
    startUs: START_US + fromMs * 1_000,
    endUs: START_US + toMs * 1_000,
    record: {
      ...{ id: `t:${spanId(id)}`, model: asked, started_at: formatInstantUs(START_US + fromMs * 1_000) },
      ...{ duration_ms: toMs - fromMs, outcome: "ok" as const, ...record },
    },
  };
}

/** The attempts there are when posts of calls were settled one after the other, and the changes made. */
function attemptsOf(
  posts: readonly (readonly KnownCall[])[],
  trace: KnownTrace = emptyTrace(),
): Record<string, unknown>[] {
  const attempts = new Map<string, LogRecordInput>();
  for (const post of posts) {
    for (const each of post) {
      trace.parents.set(each.spanId, each.parentSpanId);
      trace.calls.set(each.spanId, each);
    }
    const settled = settleTrace(trace, new Set(post.map((each) => each.spanId)));
    for (const { id } of settled.removed.values()) attempts.delete(id);
    for (const entry of [...settled.entries.values(), ...settled.added.values()]) {
      if ("record" in entry) attempts.set(entry.record.id, entry.record);
    }
    trace.stored = settled.stored;
  }
  return [...attempts.values()]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((record) =>
      Object.fromEntries(Object.entries(record).filter(([name, value]) => value != null && name !== "revision")),
    );
}
const idsOf = (given: readonly Given[]) =>
  attemptsOf([given.map(call)]).map(({ id }) => Number.parseInt(String(id).slice(2), 16));

const USAGE = { input_tokens: 1200, output_tokens: 342 };

describe("of two reports of one call", () => {
  test("the inner one counts, with the usage that only the outer one has", () => {
    const posts = [
      [call({ id: 2, parent: 1, scope: "openai", answer: "c1", fromMs: 10, toMs: 90 })],
      [call({ id: 1, scope: "langchain", record: { ...USAGE, cost_usd: 0.01, app: "shop" } })],
    ];
    const whole = { id: `t:${spanId(2)}`, duration_ms: 80, ...USAGE, cost_usd: 0.01, app: "shop" };

    expect(attemptsOf(posts)).toEqual([expect.objectContaining(whole)]);
    expect(attemptsOf(posts.toReversed())).toEqual([expect.objectContaining(whole)]);
  });

  test("the lower one of two siblings counts, with the finer tokens", () => {
    const details = { ...USAGE, cached_input_tokens: 1024, reasoning_tokens: 300 };
    const [attempt, ...more] = attemptsOf([
      [
        call({ id: 2, parent: 1, scope: "openai", answer: "c1", fromMs: 60, toMs: 160, record: USAGE }),
        call({ id: 3, parent: 1, scope: "langchain", fromMs: 10, toMs: 170, record: details }),
      ],
    ]);

    expect(attempt).toMatchObject({ id: `t:${spanId(2)}`, duration_ms: 100, ...details });
    expect(more).toEqual([]);
  });

  test("an estimate gives way to what was reported", () => {
    const estimated = { input_tokens: 1, output_tokens: 4, usage_source: "estimated" as const };
    const [attempt] = attemptsOf([
      [
        call({ id: 2, parent: 1, scope: "openai", answer: "c1", fromMs: 60, toMs: 160, record: estimated }),
        call({ id: 3, parent: 1, scope: "langchain", fromMs: 10, toMs: 170, record: USAGE }),
      ],
    ]);

    expect(attempt).toMatchObject(USAGE);
    expect(attempt?.usage_source).toBeUndefined();
  });

  test("the first token of the outer one is timed from the start of the inner one", () => {
    const [attempt] = attemptsOf([
      [
        call({ id: 2, parent: 1, scope: "openai", fromMs: 20, toMs: 90 }),
        call({ id: 1, scope: "langchain", record: { ttft_ms: 50, streamed: true } }),
      ],
    ]);

    expect(attempt).toMatchObject({ ttft_ms: 30, streamed: true });
  });
});

test.each<[string, Given[], number[]]>([
  [
    "siblings that begin at one moment, of which neither holds the other",
    [
      { id: 2, parent: 1, scope: "sdk", answer: "c1", fromMs: 0, toMs: 200 },
      { id: 3, parent: 1, scope: "openinference", fromMs: 2, toMs: 201 },
    ],
    [2],
  ],
  [
    "siblings that begin one after the other and end apart",
    [
      { id: 2, parent: 1, scope: "sdk", answer: "c1", fromMs: 0, toMs: 200 },
      { id: 3, parent: 1, scope: "openinference", fromMs: 60, toMs: 260 },
    ],
    [2, 3],
  ],
  [
    "one answer at one time",
    [
      { id: 2, scope: "app", answer: "c1", toMs: 100 },
      { id: 3, scope: "proxy", answer: "c1", fromMs: 5, toMs: 95 },
    ],
    [3],
  ],
  [
    "one answer's id at two times",
    [
      { id: 2, answer: "static", toMs: 100 },
      { id: 3, answer: "static", fromMs: 100, toMs: 200 },
    ],
    [2, 3],
  ],
  [
    "one answer's id at one time with other numbers of the same instrumentation",
    [
      { id: 2, answer: "static", toMs: 100, record: { input_tokens: 1, output_tokens: 1 } },
      { id: 3, answer: "static", fromMs: 1, toMs: 99, record: { input_tokens: 2, output_tokens: 2 } },
    ],
    [2, 3],
  ],
  [
    "siblings of one instrumentation",
    [
      { id: 2, parent: 1, toMs: 100 },
      { id: 3, parent: 1, fromMs: 10, toMs: 90 },
    ],
    [2, 3],
  ],
  [
    "siblings that asked for other models",
    [
      { id: 2, parent: 1, scope: "langchain", toMs: 100 },
      { id: 3, parent: 1, scope: "openai", asked: "gpt-4o-mini", answer: "c1", fromMs: 10, toMs: 90 },
    ],
    [2, 3],
  ],
  [
    "siblings one after the other",
    [
      { id: 2, parent: 1, scope: "langchain", toMs: 100 },
      { id: 3, parent: 1, scope: "openai", answer: "c1", fromMs: 100, toMs: 190 },
    ],
    [2, 3],
  ],
  [
    "a sibling that holds a call and its retry",
    [
      { id: 2, parent: 1, scope: "langchain", toMs: 100 },
      { id: 3, parent: 1, scope: "openai", fromMs: 10, toMs: 20, record: { outcome: "rate_limited" } },
      { id: 4, parent: 1, scope: "openai", answer: "c1", fromMs: 30, toMs: 90 },
    ],
    [3, 4],
  ],
])("%s", (_, given, counted) => {
  expect(idsOf(given)).toEqual(counted);
});

test("of several calls within one the last that was answered has the usage of the whole", () => {
  const attempts = attemptsOf([
    [
      call({ id: 1, scope: "langchain", record: USAGE }),
      call({ id: 2, parent: 1, scope: "openai", toMs: 20, record: { outcome: "rate_limited" } }),
      call({ id: 3, parent: 1, scope: "openai", fromMs: 30, toMs: 90 }),
    ],
  ]);

  expect(attempts.map(({ input_tokens }) => input_tokens)).toEqual([undefined, 1200]);
});

test("two pairs side by side are two calls, each with its own usage", () => {
  const other = { input_tokens: 500, output_tokens: 20 };
  const attempts = attemptsOf([
    [
      call({ id: 2, parent: 1, scope: "langchain", record: { ...USAGE, reasoning_tokens: 300 } }),
      call({ id: 3, parent: 1, scope: "langchain", record: { ...other, reasoning_tokens: 7 } }),
      call({ id: 4, parent: 1, scope: "openai", answer: "c1", fromMs: 11, toMs: 90, record: other }),
      call({ id: 5, parent: 1, scope: "openai", answer: "c2", fromMs: 12, toMs: 91, record: USAGE }),
    ],
  ]);

  expect(attempts.map(({ output_tokens, reasoning_tokens }) => [output_tokens, reasoning_tokens])).toEqual([
    [20, 7],
    [342, 300],
  ]);
});

test("whatever order and parts a trace's calls come in, the attempts are the same", () => {
  const COUNT = 7;
  const one = fc.record({
    parent: fc.option(fc.nat(COUNT - 1), { nil: undefined }),
    scope: fc.constantFrom("langchain", "openai", "litellm"),
    asked: fc.constantFrom("gpt-4o", "gpt-4o-mini"),
    answer: fc.option(fc.constantFrom("c1", "c2"), { nil: undefined }),
    fromMs: fc.nat(4),
    ms: fc.nat(6),
    input: fc.option(fc.nat(2), { nil: undefined }),
    request_id: fc.option(fc.constantFrom("r1", "r2"), { nil: undefined }),
    outcome: fc.constantFrom("ok" as const, "rate_limited" as const),
    app: fc.option(fc.constantFrom("shop", "desk"), { nil: undefined }),
  });
  const traces = fc.array(one, { minLength: 2, maxLength: COUNT }).map((drawn) =>
    drawn.map(({ parent, fromMs, ms, input, request_id, outcome, app, ...rest }, index) =>
      call({
        ...{ ...rest, id: index + 1, fromMs, toMs: fromMs + ms },
        // A parent began earlier, so that there are no circles.
        ...(parent !== undefined && parent < index && { parent: parent + 1 }),
        record: {
          ...{ request_id, outcome, app },
          ...(input !== undefined && { input_tokens: input, output_tokens: 1 }),
        },
      }),
    ),
  );
  const orders = traces.chain((calls) =>
    fc.tuple(
      fc.constant(calls),
      fc.shuffledSubarray(calls, { minLength: calls.length }),
      fc.array(fc.boolean(), { minLength: calls.length, maxLength: calls.length }),
    ),
  );
  fc.assert(
    fc.property(orders, ([calls, shuffled, cuts]) => {
      const posts: KnownCall[][] = [[]];
      for (const [index, each] of shuffled.entries()) {
        if (cuts[index]) posts.push([]);
        posts.at(-1)?.push(each);
      }
      expect(attemptsOf(posts)).toEqual(attemptsOf([calls]));
      expect(attemptsOf([calls]).length).toBeGreaterThan(0);
    }),
    { numRuns: 1_500 },
  );
});
