import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_MS, HOUR_US, MINUTE_MS } from "@/lib/domain/time/units";
import { testDatabase } from "../testing";
import { isAsked } from "../testing/brute-force";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { listRequests, type RequestsInput } from "./list-requests";

const database = testDatabase();
const WINDOW = { from: new Date("2026-03-07T22:00:00Z"), to: new Date("2026-03-09T01:00:00Z") };
const question: RequestsInput = { window: WINDOW, filters: NO_FILTERS, outcomes: [], sort: "newest", limit: 7 };

async function allPages(input: RequestsInput, meanwhile: () => Promise<void> = async () => undefined) {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listRequests(database.db, { ...input, cursor });
    ids.push(...page.requests.map(({ id }) => id));
    cursor = page.next_cursor ?? undefined;
    await meanwhile();
  } while (cursor !== undefined);
  return ids;
}

test("pages hold every attempt once, in order, whatever is filtered, while others arrive", async () => {
  const wide = { from: new Date("2026-03-07T20:00:00Z"), to: new Date("2026-03-09T04:00:00Z") };
  const attempts = randomAttempts(seededRandom(5), 200, wide).map((attempt) => ({
    ...attempt,
    // Many at the same instant and of the same length, so that ids decide.
    startedAtUs: Math.floor(attempt.startedAtUs / HOUR_US) * HOUR_US,
    durationUs: attempt.durationUs && Math.floor(attempt.durationUs / 1_000_000) * 1_000,
    ttftUs: null,
  }));
  await givenAttempts(database.sql, attempts);
  const span = { from: WINDOW.from.getTime() / MINUTE_MS, to: WINDOW.to.getTime() / MINUTE_MS };
  const newest = (a: Attempt, b: Attempt) => b.startedAtUs - a.startedAtUs || (a.id < b.id ? 1 : -1);
  const slowest = (a: Attempt, b: Attempt) => (b.durationUs ?? 0) - (a.durationUs ?? 0) || newest(a, b);

  for (const filters of [NO_FILTERS, { ...NO_FILTERS, app: ["chat"], region: ["eu", "us"] }]) {
    const asked = attempts.filter((attempt) => isAsked(attempt, filters, span));
    const ids = (order: typeof newest, some = asked) => some.toSorted(order).map(({ id }) => id);
    expect(await allPages({ ...question, filters })).toEqual(ids(newest));
    const timed = asked.filter(({ durationUs }) => durationUs !== null);
    expect(await allPages({ ...question, filters, sort: "slowest" })).toEqual(ids(slowest, timed));
    const failed = asked.filter(({ outcome }) => outcome === "timeout" || outcome === "ok");
    expect(await allPages({ ...question, filters, outcomes: ["timeout", "ok"] })).toEqual(ids(newest, failed));
    const arrive = () => givenAttempts(database.sql, [anAttempt({ startedAtUs: WINDOW.to.getTime() * 1_000 - 1 })]);
    expect(
      (await allPages({ ...question, filters, limit: 40 }, arrive)).filter((id) => ids(newest).includes(id)),
    ).toEqual(ids(newest));
    await database.sql`
      delete from attempt_row r using attribution t, dimension d
      where t.id = r.attribution_id and d.id = t.model_id and d.value = 'deepseek-v4-flash'`;
  }
});

test("an attempt is shown with every field as it was sent, to the microsecond", async () => {
  const sent = anAttempt({
    startedAtUs: Date.UTC(2026, 1, 1) * 1_000 + 123_456,
    durationUs: 1_234_567,
    ttftUs: 89,
    streamed: true,
    requestId: "the request",
    tier: null,
    requestedModel: "alias",
    router: "r1",
    errorCode: "overloaded",
    serviceTier: "batch",
    outcome: "server_error",
    costPico: 1n,
    reportedCostPico: 12_000_000_000_000n,
    tags: ["tag:x", 'y:,"z'],
    operation: "embedding",
    team: "search",
    key: "batch-key",
    environment: "production",
    feature: "index",
    agent: "crawler",
    stage: 2,
    consumer: "customer-7",
    session: "s-1",
    revision: 3,
    units: { pages: 2 },
    imageInputTokens: 7,
  });
  await givenAttempts(database.sql, [sent, anAttempt({ startedAtUs: sent.startedAtUs })]);

  const { requests } = await listRequests(database.db, {
    ...question,
    window: { from: new Date("2026-02-01T00:00:00Z"), to: new Date("2026-02-01T00:01:00Z") },
    requestId: "the request",
  });

  expect(requests).toEqual([
    {
      id: sent.id,
      request_id: "the request",
      attempt: 1,
      final: true,
      started_at: "2026-02-01T00:00:00.123456Z",
      model: sent.model,
      requested_model: "alias",
      provider: "deepseek",
      region: "us-east-1",
      tier: null,
      app: "chat",
      router: "r1",
      policy_version: null,
      outcome: "server_error",
      http_status: null,
      error_code: "overloaded",
      duration_ms: 1234.567,
      ttft_ms: 0.089,
      streamed: true,
      input_tokens: 1_000,
      cached_input_tokens: 0,
      cache_write_tokens: 0,
      output_tokens: 200,
      reasoning_tokens: 0,
      usage_source: "reported",
      usage_inconsistent: false,
      cost_usd: "0.000000000001",
      cost_estimated: false,
      reported_cost_usd: "12",
      price_id: null,
      service_tier: "batch",
      trace_id: null,
      tags: ["tag:x", 'y:,"z'],
      operation: "embedding",
      team: "search",
      key: "batch-key",
      environment: "production",
      feature: "index",
      agent: "crawler",
      stage: 2,
      consumer: "customer-7",
      session: "s-1",
      revision: 3,
      units: { pages: 2 },
      cache_write_1h_tokens: 0,
      audio_input_tokens: 0,
      audio_output_tokens: 0,
      image_input_tokens: 7,
    },
  ]);
});

test("a user is found by name where a source passed on a hash alone", async () => {
  const startedAtUs = Date.parse("2026-02-02T00:00:30Z") * 1_000;
  const hash = createHash("sha256").update("alice@example.com").digest("hex").slice(0, 32);
  const sent = [hash, "alice@example.com", "bob"].map((consumer, index) =>
    anAttempt({ startedAtUs: startedAtUs + index, consumer }),
  );
  await givenAttempts(database.sql, sent);

  const window = { from: new Date("2026-02-02T00:00:00Z"), to: new Date("2026-02-02T00:01:00Z") };
  const filters = { ...NO_FILTERS, consumer: ["alice@example.com"] };
  const { requests } = await listRequests(database.db, { ...question, window, filters });
  expect(requests.map(({ consumer }) => consumer)).toEqual(["alice@example.com", hash]);
});

test("where few are asked for among many, a page ends after its time and the next goes on, and none is missed", async () => {
  const window = { from: new Date("2025-11-29T00:00:00Z"), to: new Date("2025-12-01T00:00:00Z") };
  const sought = [0.5, 1, 1.9].map((days) =>
    anAttempt({ startedAtUs: (window.to.getTime() - days * DAY_MS) * 1_000, app: "rare", requestId: "sought" }),
  );
  await givenAttempts(database.sql, sought);
  for (const asked of [{ filters: { ...NO_FILTERS, app: ["rare"] } }, { requestId: "sought" }]) {
    const ids: string[] = [];
    const untils: (string | null)[] = [];
    let cursor: string | undefined;
    do {
      let ms = 0;
      const now = () => (ms += 300);
      const page = await listRequests(database.db, { ...question, window, ...asked, cursor, now });
      ids.push(...page.requests.map(({ id }) => id));
      untils.push(page.searched_until);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);

    expect(ids).toEqual(sought.map(({ id }) => id));
    expect(untils.at(-1)).toBeNull();
    // Three slices: 15, 30 and 60 minutes.
    expect(untils[0]).toBe("2025-11-30T22:15:00.000Z");
    expect(untils.length).toBeGreaterThan(20);
  }
});

test("an attempt without a request id is found by its own", async () => {
  const attempt = anAttempt({ startedAtUs: WINDOW.from.getTime() * 1_000 });
  await givenAttempts(database.sql, [attempt]);

  const { requests } = await listRequests(database.db, { ...question, requestId: attempt.id });

  expect(requests).toMatchObject([{ id: attempt.id, request_id: attempt.id }]);
});
