import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recountDays } from "@/db/rollups/recount-days";
import { settleRollups } from "@/db/rollups/settle-rollups";
import { verifyRollups } from "@/db/rollups/verify-rollups";
import { testDatabase } from "@/db/testing";
import { forgetTraces } from "@/db/traces/forget-traces";
import { trimTraces } from "@/db/traces/trim-traces";
import { pseudonymOf } from "@/lib/ingest/pseudonym-of";
import { createIngest, type Ingest } from "./create-ingest";
import { createIntegrationIngest } from "./integration-ingest";

const database = testDatabase();
const SETTINGS = { rawRetentionDays: 45, secret: "s".repeat(32) };
const START_MS = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 7_200_000;
const started: Ingest[] = [];

/** One process's way in: what it remembers is its own. */
async function givenInstance(settings: { hashConsumers?: boolean } = {}) {
  const ingest = await createIngest({ db: database.db, sql: database.sql, ...SETTINGS, ...settings });
  started.push(ingest);
  const { store } = createIntegrationIngest(ingest, database);
  return (spans: readonly Exported[]) => {
    const bytes = new TextEncoder().encode(JSON.stringify({ resourceSpans: spans.map(resourceSpans) }));
    return store({ bytes, contentType: "application/json", keyId: null, format: "otlp" });
  };
}
type Instance = Awaited<ReturnType<typeof givenInstance>>;
let instances: Instance[] = [];

beforeAll(async () => {
  instances = await Promise.all([givenInstance(), givenInstance()]);
});
afterAll(async () => {
  await Promise.all(started.map((ingest) => ingest.drain()));
});

type Value = string | number;
type Exported = {
  trace: string;
  id: number;
  parent?: number | undefined;
  scope?: string;
  app?: string;
  atMs?: number;
  ms?: number;
  isFailed?: boolean;
  attributes: Record<string, Value>;
};

const spanId = (id: number) => id.toString(16).padStart(16, "0");
const nanoseconds = (ms: number) => `${START_MS + ms}000000`;
const attributesOf = (values: Record<string, Value>) =>
  Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === "string" ? { stringValue: value } : { intValue: value },
  }));

function resourceSpans({
  trace,
  id,
  parent,
  scope = "openai",
  app,
  atMs = 0,
  ms = 100,
  isFailed,
  attributes,
}: Exported) {
  const span = {
    ...{ traceId: trace, spanId: spanId(id), name: "chat", status: { code: isFailed ? 2 : 0 } },
    ...(parent !== undefined && { parentSpanId: spanId(parent) }),
    ...{ startTimeUnixNano: nanoseconds(atMs), endTimeUnixNano: nanoseconds(atMs + ms) },
    attributes: attributesOf(attributes),
  };
  const resource = { attributes: attributesOf(app === undefined ? {} : { "service.name": app }) };
  return { resource, scopeSpans: [{ scope: { name: scope }, spans: [span] }] };
}

const newTrace = () => crypto.randomUUID().replaceAll("-", "");
const CALL = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o" };
const STEP = { "http.request.method": "GET" };
const USAGE = { "gen_ai.usage.input_tokens": 1200, "gen_ai.usage.output_tokens": 342 };

/** The attempts of a trace as they are stored, but for its own id and how often they were changed. */
async function attemptsOf(trace: string) {
  const rows = await database.sql`
    select replace(a.id, ${trace}, '') as id, a.started_at, a.duration_us, a.outcome, a.attempt, a.final, a.input_tokens,
      a.output_tokens, a.cached_input_tokens, a.cost_pico, a.reported_cost_pico, replace(a.request_id, ${trace}, '') as request,
      p.value as provider, d.value as app, a.session, t.value as team
    from attempt a join dimension p on p.id = a.provider_id join dimension d on d.id = a.app_id
      left join dimension t on t.id = a.team_id
    where a.id like ${`${trace}:%`} order by a.id`;
  return rows.map((row) => ({ ...row }));
}

describe("calls whose reports come in several exports", () => {
  const inner = (trace: string): Exported => ({ trace, id: 2, parent: 1, atMs: 10, ms: 80, attributes: CALL });
  const outer = (trace: string): Exported => ({
    ...{ trace, id: 1, scope: "litellm", app: "shop" },
    attributes: { ...CALL, ...USAGE, "gen_ai.conversation.id": "s1" },
  });

  test.each(["inner first", "outer first"])(
    "are the inner one with all that the outer one knows, %s",
    async (order) => {
      const trace = newTrace();
      const posts = [[inner(trace)], [outer(trace)]];
      for (const [place, post] of (order === "inner first" ? posts : posts.toReversed()).entries())
        await instances[place]?.(post);

      expect(await attemptsOf(trace)).toEqual([
        expect.objectContaining({
          id: `:${spanId(2)}`,
          input_tokens: 1200,
          output_tokens: 342,
          app: "shop",
          session: "s1",
        }),
      ]);
    },
  );

  test("are told apart as accepted, as left out and as known, each by the export that they came with", async () => {
    const trace = newTrace();
    const [one, other] = instances;

    expect(await one?.([outer(trace)])).toMatchObject({ accepted: 1, duplicates: 0, ignored: 0 });
    expect(await other?.([inner(trace)])).toMatchObject({ accepted: 1, duplicates: 0, ignored: 0 });
    expect(await one?.([outer(trace)])).toMatchObject({ accepted: 0, duplicates: 0, ignored: 1 });
    expect(await one?.([inner(trace)])).toMatchObject({ accepted: 0, duplicates: 1, ignored: 0 });
    expect(await attemptsOf(trace)).toHaveLength(1);
  });

  test("are one also where what links them is no call and comes last", async () => {
    const trace = newTrace();
    const step: Exported = { trace, id: 3, parent: 1, attributes: STEP };
    for (const span of [outer(trace), { ...inner(trace), parent: 3 }]) await instances[0]?.([span]);
    expect(await attemptsOf(trace)).toHaveLength(2);
    await instances[1]?.([step]);

    expect(await attemptsOf(trace)).toEqual([expect.objectContaining({ id: `:${spanId(2)}`, input_tokens: 1200 })]);
  });

  test("stand for nothing where they cannot be stored", async () => {
    const trace = newTrace();
    await instances[0]?.([outer(trace)]);
    const tooOld = { ...inner(trace), atMs: -100 * 86_400_000, ms: 100 * 86_400_000 };
    expect(await instances[0]?.([tooOld])).toMatchObject({ accepted: 0, rejected: [{ index: 0 }] });

    expect((await attemptsOf(trace)).map(({ id }) => id)).toEqual([`:${spanId(1)}`]);
  });

  test("say what they said before they were replaced", async () => {
    const trace = newTrace();
    await instances[0]?.([outer(trace)]);
    await instances[0]?.([inner(trace)]);

    const former = await database.sql`
      select former->'input_tokens' as input from attempt_correction where attempt_id = ${`${trace}:${spanId(1)}`}`;
    expect(former.map(({ input }) => input)).toEqual([1200]);
  });

  test("keep no session by its name where sessions are pseudonyms", async () => {
    const trace = newTrace();
    const store = await givenInstance({ hashConsumers: true });
    await store([inner(trace)]);
    await store([outer(trace)]);

    const [attempt] = await attemptsOf(trace);
    const [state] = await database.sql`select state from trace_state where trace_id = ${trace}::uuid`;
    expect(attempt?.session).toBe(pseudonymOf("s1", SETTINGS.secret));
    expect(state?.state).not.toContain("s1");
  });
});

test("an export that a crash cut off before it was committed leaves nothing, and counts once when it is sent again", async () => {
  const trace = newTrace();
  const span: Exported = { trace, id: 1, attributes: { ...CALL, ...USAGE } };
  await database.sql.unsafe(`
    create function cut_off() returns trigger language plpgsql as $$ begin raise exception 'cut off'; end $$;
    create trigger cut_off before insert on rollup_delta for each statement execute function cut_off()`);
  await expect(instances[0]?.([span])).rejects.toThrow();
  await database.sql.unsafe("drop trigger cut_off on rollup_delta; drop function cut_off()");
  const [{ n } = { n: null }] =
    await database.sql`select count(*)::int as n from trace_state where trace_id = ${trace}::uuid`;
  expect([n, await attemptsOf(trace)]).toEqual([0, []]);

  await instances[1]?.([span]);
  await instances[0]?.([span]);
  expect(await attemptsOf(trace)).toHaveLength(1);
});

test("whatever order and posts a trace's spans come in, to whichever process, the attempts and sums are the same", async () => {
  const SPANS = 7;
  const drawnSpan = fc.record({
    parent: fc.option(fc.nat(SPANS - 1), { nil: undefined }),
    scope: fc.constantFrom("langchain", "openai", "litellm"),
    app: fc.option(fc.constantFrom("shop", "desk"), { nil: undefined }),
    atMs: fc.nat(4),
    ms: fc.integer({ min: 1, max: 6 }),
    isFailed: fc.boolean(),
    kind: fc.constantFrom("call", "call", "retry", "step"),
    answer: fc.option(fc.constantFrom("c1", "c2"), { nil: undefined }),
    input: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
    team: fc.option(fc.constantFrom("core", "web"), { nil: undefined }),
  });
  type DrawnSpan = typeof drawnSpan extends fc.Arbitrary<infer T> ? T : never;
  const drawn = fc.array(drawnSpan, { minLength: 2, maxLength: SPANS });
  const plans = drawn.chain((spans) =>
    fc.record({
      spans: fc.constant(spans),
      order: fc.shuffledSubarray([...spans.keys()], { minLength: spans.length }),
      cuts: fc.array(fc.constantFrom("same post", "next post", "beside it", "again"), {
        minLength: spans.length,
        maxLength: spans.length,
      }),
      places: fc.array(fc.nat(1), { minLength: spans.length, maxLength: spans.length }),
    }),
  );

  const callAttributes = (drawn: Pick<DrawnSpan, "kind" | "answer" | "input" | "team">): Record<string, Value> => ({
    ...CALL,
    ...(drawn.kind === "retry" && { "ai.operationId": "ai.generateText.doGenerate", "ai.model.id": "gpt-4o" }),
    ...(drawn.answer !== undefined && { "gen_ai.response.id": drawn.answer }),
    ...(drawn.input !== undefined && { "gen_ai.usage.input_tokens": drawn.input, "gen_ai.usage.output_tokens": 1 }),
    ...(drawn.team !== undefined && { "metadata.user_api_key_team_alias": drawn.team }),
  });
  const spansOf = (trace: string, spans: readonly DrawnSpan[]): Exported[] =>
    spans.map(({ parent, kind, answer, input, team, ...rest }, index) => ({
      ...{ ...rest, trace, id: index + 1 },
      // A parent began earlier, so that there are no circles.
      parent: parent !== undefined && parent < index ? parent + 1 : undefined,
      attributes: kind === "step" ? STEP : callAttributes({ kind, answer, input, team }),
    }));

  await fc.assert(
    fc.asyncProperty(plans, async ({ spans, order, cuts, places }) => {
      const [trace, whole] = [newTrace(), newTrace()];
      await instances[0]?.(spansOf(whole, spans));
      const exported = spansOf(trace, spans);
      // A process that was just started knows nothing of what came before.
      if (spans.length === SPANS) instances[1] = await givenInstance();
      let besides: Promise<unknown>[] = [];
      let post: Exported[] = [];
      const send = async (place: number, isBeside: boolean) => {
        const sent = instances[place]?.(post);
        if (cuts[place] === "again") besides.push(Promise.resolve(sent).then(() => instances[1 - place]?.(post)));
        post = [];
        if (sent) besides.push(sent);
        if (isBeside) return;
        await Promise.all(besides);
        besides = [];
      };
      for (const [turn, index] of order.entries()) {
        const span = exported[index];
        if (span) post.push(span);
        const cut = cuts[turn];
        if (cut !== "same post") await send(places[turn] ?? 0, cut === "beside it");
      }
      await send(0, false);

      expect(await attemptsOf(trace)).toEqual(await attemptsOf(whole));
    }),
    { numRuns: 150 },
  );

  await settleRollups(database.sql, { before: new Date() });
  while ((await recountDays(database.sql, { over: 0, running: 0 })) === "more");
  await settleRollups(database.sql, { before: new Date() });
  expect(await verifyRollups(database.sql)).toEqual([]);
}, 120_000);

test("a trace that many posts change at once is as if they had come one after the other", async () => {
  const trace = newTrace();
  const spans = Array.from({ length: 24 }, (_, index): Exported => {
    return { trace, id: index + 1, parent: index === 0 ? undefined : index, attributes: { ...CALL, ...USAGE } };
  });
  await Promise.all(spans.map((span, index) => instances[index % 2]?.([span])));

  expect((await attemptsOf(trace)).map(({ id }) => id)).toEqual([`:${spanId(24)}`]);
}, 60_000);

test("posts that change the same traces in any order wait for each other without a deadlock", async () => {
  const traces = Array.from({ length: 20 }, newTrace);
  const posts = [traces, traces.toReversed(), traces.toSorted(), traces].map((order, index) =>
    order.map((trace): Exported => ({ trace, id: index + 1, parent: index, attributes: { ...CALL, ...USAGE } })),
  );
  await Promise.all(posts.map((post, index) => instances[index % 2]?.(post)));

  for (const trace of traces) expect(await attemptsOf(trace)).toHaveLength(1);
}, 60_000);

test("traces are forgotten an hour after their last span, and beyond so many", async () => {
  const [old, fresh, ...more] = Array.from({ length: 4 }, newTrace);
  for (const trace of [old, fresh, ...more]) {
    await instances[0]?.([{ trace: trace ?? "", id: 1, attributes: trace === fresh ? CALL : STEP }]);
  }
  await database.sql`update trace_state set updated_at = now() - interval '61 minutes' where trace_id = ${old ?? ""}::uuid`;
  await forgetTraces(database.sql);
  await trimTraces(database.sql, { withCalls: 1, others: 1 });

  const left = await database.sql<{ id: string }[]>`select replace(trace_id::text, '-', '') as id from trace_state`;
  expect(left.map(({ id }) => id).toSorted()).toEqual([fresh, more[1]].toSorted());
});
