import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { ingestService } from "@/app/_server/ingest/ingest-service";
import { givenServer } from "@/app/_server/testing/given-server";
import { createKey } from "@/db/keys/create-key";
import { type StoredFeedGroup, unpackFeed } from "@/db/schema/feed-codec";
import { testDatabase } from "@/db/testing";
import { errorBodySchema } from "@/lib/contract/error";
import { ingestReplySchema } from "@/lib/contract/log-record";
import { feedAttempts } from "@/lib/domain/breaker/breaker-feed";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { POST } from "./route";

const database = testDatabase();
givenServer(database, { services: [ingestService] });
const MIB = 1024 * 1024;
let key = "";

beforeAll(async () => {
  const { db } = database;
  key = (await createKey(db, { key: { name: "router", scopes: ["logs:write"] }, actor: "test", now: new Date() })).key;
});

type Body = string | Uint8Array<ArrayBuffer>;

function send(body: Body, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request("http://localhost/api/v1/logs", {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    body,
  });
  return POST(request, { params: Promise.resolve({}) });
}

const post = (records: unknown) => send(JSON.stringify(records));
const replyOf = async (response: Response) => ingestReplySchema.parse(await response.json());
const startedAt = new Date(Date.now() - MINUTE_MS).toISOString();
const record = (more: object = {}) => ({
  ...{ id: crypto.randomUUID(), started_at: startedAt, model: "a", duration_ms: 12.5, outcome: "ok", tier: "standard" },
  ...more,
});

async function stored(): Promise<number> {
  const [row] = await database.sql<{ n: number }[]>`select count(*)::int as n from attempt`;
  return row?.n ?? -1;
}

test("the same batch sent by many at once is stored once, and each is told what was new", async () => {
  const before = await stored();
  const batch = Array.from({ length: 50 }, () => record());

  const replies = await Promise.all(Array.from({ length: 8 }, async () => replyOf(await post(batch))));

  expect(replies.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(50);
  expect(replies.every(({ accepted, duplicates }) => accepted + duplicates === 50)).toBe(true);
  expect(await stored()).toBe(before + 50);
  const [sums] = await database.sql<{ added: number; feed: StoredFeedGroup[] }[]>`
    select (select sum(n)::int from (select unnest(attempts) as n from rollup_delta) d) as added,
      (select jsonb_agg(g) from breaker_feed, jsonb_array_elements(payload) g) as feed`;
  expect(sums?.added).toBe(before + 50);
  expect(unpackFeed(sums?.feed ?? []).flatMap(feedAttempts)).toHaveLength(before + 50);
});

test("a record twice in one post counts once; an id with another start is another record", async () => {
  const twice = record();

  const reply = await replyOf(await post([twice, twice, { ...twice, started_at: new Date().toISOString() }]));

  expect(reply).toEqual({ accepted: 2, duplicates: 1, rejected: [] });
});

test.each([
  ["a naive time", { started_at: "2026-03-01T12:00:00" }, "started_at"],
  ["a time of long ago", { started_at: "2020-03-01T12:00:00Z" }, "started_at"],
  ["a time to come", { started_at: new Date(Date.now() + 600_000).toISOString() }, "started_at"],
  ["an unknown field", { prompt: "secret" }, "prompt"],
  ["negative tokens", { input_tokens: -1 }, "input_tokens"],
  ["an absurd duration", { duration_ms: 86_400_001 }, "duration_ms"],
  ["a number as text", { duration_ms: "12" }, "duration_ms"],
  ["an absurd cost", { cost_usd: "1e30" }, "cost_usd"],
  ["a NUL", { model: "a\u0000" }, "model"],
])("%s is refused by its field and spoils no other record", async (_, wrong, path) => {
  const bad = record(wrong);
  const response = await post([record(), bad]);

  expect(response.status).toBe(200);
  const reply = await replyOf(response);
  expect(reply).toMatchObject({ accepted: 1, rejected: [{ index: 1, id: bad.id }] });
  expect(reply.rejected[0]?.errors.map((error) => error.path)).toEqual([path]);
  expect((await post([bad])).status).toBe(422);
});

const gzip = { "content-encoding": "gzip" };
const packed = (text: string | Uint8Array) => new Uint8Array(gzipSync(text));

test.each<[string, () => Body, Record<string, string>, number, string]>([
  ["a body that is not JSON", () => '[{"id":', {}, 400, "INVALID"],
  ["an empty body", () => "", {}, 400, "INVALID"],
  ["bytes that are not UTF-8", () => new Uint8Array([0x5b, 0x22, 0xff, 0x22, 0x5d]), {}, 400, "INVALID"],
  ["a cut gzip", () => packed(JSON.stringify([record()])).slice(0, -9), gzip, 400, "INVALID"],
  ["a zip bomb", () => packed(new Uint8Array(64 * MIB)), gzip, 413, "TOO_LARGE"],
  ["a body of 17 MiB", () => new Uint8Array(17 * MIB), {}, 413, "TOO_LARGE"],
  ["10,001 records", () => JSON.stringify(Array.from({ length: 10_001 }, () => 0)), {}, 413, "TOO_LARGE"],
  ["another encoding", () => "[]", { "content-encoding": "zstd" }, 415, "UNSUPPORTED"],
  ["another type", () => "[]", { "content-type": "text/xml" }, 415, "UNSUPPORTED"],
])("%s is refused and nothing of it stored", async (_, body, headers, status, code) => {
  const before = await stored();

  const response = await send(body(), headers);

  expect([response.status, errorBodySchema.parse(await response.json()).error.code]).toEqual([status, code]);
  expect(await stored()).toBe(before);
});

test("a broken line of NDJSON is refused by itself", async () => {
  const lines = [JSON.stringify(record()), "{broken", JSON.stringify(record())].join("\n");

  const reply = await replyOf(await send(packed(lines), { ...gzip, "content-type": "application/x-ndjson" }));

  expect(reply).toMatchObject({ accepted: 2, duplicates: 0, rejected: [{ index: 1, id: null }] });
});

test("a record says whose it is, and one that says so wrongly is refused by the name of the field", async () => {
  const labels = {
    operation: "embedding",
    team: "search",
    key: "ci",
    environment: "staging",
    feature: "index",
    stage: 2,
  };
  const good = record({
    ...labels,
    agent: "crawler",
    consumer: "c-1",
    session: "s",
    units: { pages: 3 },
    tags: ["plan:pro", "x"],
  });
  const wrong = [
    ["operation", { operation: "chatting" }],
    ["stage", { stage: 0 }],
    ["tags", { tags: ["plan:"] }],
    ["tags", { tags: ["plan:pro", "plan:free"] }],
    ["units.pages", { units: { pages: "three" } }],
    ["cost_center", { cost_center: "7" }],
    ["cache_write_1h_tokens", { cache_write_1h_tokens: 5 }],
  ] as const;

  const reply = await replyOf(await post([good, ...wrong.map(([, fields]) => record(fields))]));

  expect(reply.accepted).toBe(1);
  expect(reply.rejected.map(({ errors }) => errors[0]?.path)).toEqual(wrong.map(([path]) => path));
  const rows = await database.sql`
    select (select value from dimension where id = a.team_id) as team, (select value from dimension where id = a.stage_id) as stage,
      consumer, session, units, tags from attempt a where id = ${good.id}`;
  expect(rows).toMatchObject([
    { team: "search", stage: "2", consumer: "c-1", session: "s", units: { pages: 3 }, tags: ["plan:pro", "tag:x"] },
  ]);
});

test("a higher revision replaces usage and cost, and an older one is refused by name", async () => {
  const job = record({ operation: "batch" });
  await post([job]);
  const settled = { ...job, input_tokens: 10, output_tokens: 20, cost_usd: "0.5", revision: 2 };

  expect(await replyOf(await post([settled]))).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
  expect(await replyOf(await post([settled]))).toEqual({ accepted: 0, duplicates: 1, rejected: [] });
  expect(await replyOf(await post([{ ...settled, revision: 1 }, record()]))).toEqual({
    accepted: 1,
    duplicates: 0,
    rejected: [
      { index: 0, id: job.id, errors: [{ path: "revision", message: "Is older than the revision that is stored" }] },
    ],
  });
  const rows = await database.sql`select revision, output_tokens, reported_cost_pico from attempt where id = ${job.id}`;
  expect(rows).toMatchObject([{ revision: 2, output_tokens: 20, reported_cost_pico: "500000000000" }]);
});
