import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ingestService } from "@/app/_server/ingest/ingest-service";
import { serveOn } from "@/app/_server/testing/serve-on";
import * as live from "@/app/api/health/live/route";
import * as models from "@/app/api/v1/stats/models/route";
import { createDatabase, type Database } from "@/db/client";
import { createKey } from "@/db/keys/create-key";
import { migrateDatabase } from "@/db/migrate";
import { verifyRollups } from "@/db/rollups/verify-rollups";
import { testDatabase } from "@/db/testing";
import { mountSmallDisk } from "@/db/testing/small-disk";
import { MIGRATIONS_FOLDER } from "@/db/testing/template";
import { startTestServer, type TestServer } from "@/db/testing/test-server";
import { errorBodySchema } from "@/lib/contract/error";
import { ingestReplySchema } from "@/lib/contract/log-record";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { log } from "@/lib/log";
import { POST } from "./route";

const database = testDatabase();
const WITHIN = { timeout: 45_000, interval: 200 };
const POOL = 4;
const cleanUps: (() => Promise<unknown>)[] = [];
let key = "";

beforeEach(() => {
  log.level = "silent";
});

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** Makes this process serve on a database until the test has ended. */
async function serveWithin({ db, sql }: Omit<Database, "end">, url: string) {
  // One thread, so one queue to be filled.
  const variables = { LOG_LEVEL: "silent", SWITCHYARD_INGEST_THREADS: "1" };
  cleanUps.push(await serveOn({ db, sql, url }, { services: [ingestService], variables }));
  const scopes = ["logs:write", "metrics:read"] as const;
  key = (await createKey(db, { key: { name: "router", scopes: [...scopes] }, actor: "test", now: new Date() })).key;
}

async function serveOnOwn(input: Parameters<typeof startTestServer>[0]): Promise<{ server: TestServer } & Database> {
  const server = await startTestServer(input);
  cleanUps.push(server.stop);
  await migrateDatabase(server.url, MIGRATIONS_FOLDER);
  const own = createDatabase(server.url, { max: POOL });
  cleanUps.push(own.end);
  await serveWithin(own, server.url);
  return { server, ...own };
}

const startedAt = new Date(Date.now() - MINUTE_MS).toISOString();
const batch = (n: number) =>
  Array.from({ length: n }, () => ({
    ...{ id: crypto.randomUUID(), started_at: startedAt, model: "a", duration_ms: 12.5, outcome: "ok" },
  }));

async function post(records: readonly object[]) {
  const body = JSON.stringify(records);
  const headers = {
    authorization: `Bearer ${key}`,
    "content-type": "application/json",
    "content-length": String(body.length),
  };
  const request = new Request("http://localhost/api/v1/logs", { method: "POST", headers, body });
  const response = await POST(request, { params: Promise.resolve({}) });
  const answer: unknown = await response.json();
  return {
    status: response.status,
    retryAfter: response.headers.get("retry-after"),
    accepted: response.ok ? ingestReplySchema.parse(answer).accepted : 0,
    code: response.ok ? null : errorBodySchema.parse(answer).error.code,
  };
}

const COME_BACK = { status: 503, retryAfter: "1", accepted: 0, code: "UNAVAILABLE" };
const taken = (n: number) => ({ status: 200, retryAfter: null, accepted: n, code: null });

async function countAttempts(sql: Database["sql"]): Promise<number> {
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from attempt`;
  return row?.n ?? -1;
}

async function ask(handler: typeof live.GET, path: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  const response = await handler(new Request(`http://localhost${path}`, { headers }), { params: Promise.resolve({}) });
  await response.body?.cancel();
  return response.status;
}

test("a full queue turns posts away whole, others are answered meanwhile, and what was taken is stored when it can be", async () => {
  await serveWithin(database, database.url);
  const { sql } = database;
  const before = await countAttempts(sql);
  const blocker = await sql.reserve();
  await blocker`begin`;
  await blocker`lock table attempt in exclusive mode`;

  const batches = Array.from({ length: 26 }, () => batch(10_000));
  const waiting = new Set<number>();
  const answers = batches.map(async (records, index) => {
    waiting.add(index);
    return { index, records, ...(await post(records).finally(() => waiting.delete(index))) };
  });
  const refused = await vi.waitFor(async () => {
    expect(waiting.size).toBeLessThanOrEqual(20);
    return Promise.all(answers.filter((_, index) => !waiting.has(index)));
  }, WITHIN);
  expect(await ask(live.GET, "/api/health/live")).toBe(200);
  expect(await ask(models.GET, "/api/v1/stats/models?window=1h")).toBe(200);
  for (const answer of refused) expect(answer).toMatchObject(COME_BACK);
  const held = [...waiting];

  await blocker`commit`;
  blocker.release();
  for (const index of held) expect(await answers[index]).toMatchObject(taken(10_000));
  expect(await countAttempts(sql)).toBe(before + held.length * 10_000);
  for (const { records } of refused.slice(0, 2)) expect(await post(records)).toEqual(taken(10_000));
  expect(await verifyRollups(sql)).toEqual([]);
}, 120_000);

test("a database without a free connection is answered 503 until it has one again", async () => {
  const { server, sql } = await serveOnOwn({ settings: { max_connections: "10" } });
  const records = batch(50);
  expect(await post(batch(5))).toEqual(taken(5));
  const hog = createDatabase(server.url, { max: 1, applicationName: "hog" });
  cleanUps.push(hog.end);
  await hog.sql`select 1`;
  const first = await takeConnections(server.url);
  await hog.sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name ~ '^switchyard'`;
  const rest = await takeConnections(server.url);

  for (let round = 0; round < 3; round++) {
    const answers = await Promise.all([post(records), post(batch(3)), post(records)]);
    expect(answers).toEqual([COME_BACK, COME_BACK, COME_BACK]);
  }
  expect(await countAttempts(hog.sql)).toBe(5);

  await Promise.all([hog, ...first, ...rest].map((each) => each.end()));
  await vi.waitFor(async () => expect(await post(records)).toEqual(taken(50)), WITHIN);
  expect(await countAttempts(sql)).toBe(55);
}, 120_000);

/** Opens connections until the server has no more to give. */
async function takeConnections(url: string): Promise<Database[]> {
  const held: Database[] = [];
  for (;;) {
    const one = createDatabase(url, { max: 1, applicationName: "hog" });
    const refusal = await one.sql`select 1`.then(
      () => null,
      (error: { code?: string }) => error.code ?? String(error),
    );
    if (refusal !== null) {
      expect(refusal).toBe("53300");
      await one.end();
      return held;
    }
    held.push(one);
    cleanUps.push(one.end);
  }
}

test.each(["53100", "53200", "53400", "57P03"])(
  "an error %s of the database undoes the post and asks to send it again",
  async (code) => {
    await serveWithin(database, database.url);
    const { sql } = database;
    const before = await countAttempts(sql);
    await sql.unsafe(`
    create function fail() returns trigger language plpgsql as $$ begin raise 'failed' using errcode = '${code}'; end $$;
    create trigger fails before insert on rollup_delta for each row execute function fail();`);
    const records = batch(20);

    expect(await post(records)).toEqual(COME_BACK);
    expect(await countAttempts(sql)).toBe(before);
    await sql.unsafe("drop function fail() cascade");

    expect(await post(records)).toEqual(taken(20));
  },
);

test("a full disk is answered 503, also where the server died of it, and room is all it takes", async ({ skip }) => {
  const disk = await mountSmallDisk(256);
  if (!disk) return skip("Nothing can be mounted here");
  cleanUps.push(disk.unmount);
  const settings = { max_wal_size: "64MB", min_wal_size: "32MB", shared_buffers: "16MB" };
  const { server, sql } = await serveOnOwn({ dataDir: disk.folder, settings });
  let stored = 0;

  for (const isCrashing of [false, true]) {
    await disk.fill();
    if (isCrashing) await exhaustWal(sql);
    const refused = await postUntilRefused((n) => {
      stored += n;
    });
    for (let round = 0; round < 3; round++) expect(await post(refused)).toEqual(COME_BACK);
    const isTried = () => server.notices.some((line) => line.includes("did not start"));
    if (isCrashing) await vi.waitFor(() => expect(isTried()).toBe(true), WITHIN);
    await disk.free();
    await vi.waitFor(async () => expect((await post(refused)).status).toBe(200), WITHIN);
    stored += refused.length;
    await vi.waitFor(async () => expect(await countAttempts(sql)).toBe(stored), WITHIN);
    expect(await verifyRollups(sql)).toEqual([]);
  }
  expect(server.notices.at(-1)).toBe("The embedded PostgreSQL is back");
}, 180_000);

async function postUntilRefused(onStored: (n: number) => void): Promise<object[]> {
  for (;;) {
    const records = batch(2_000);
    const answer = await post(records);
    if (answer.status !== 200) {
      expect(answer).toEqual(COME_BACK);
      return records;
    }
    onStored(answer.accepted);
  }
}

/** Writes to the log until the server dies of it, as it does when it can neither go on nor go back. */
async function exhaustWal(sql: Database["sql"]): Promise<void> {
  for (let megabytes = 0; megabytes < 200; megabytes++) {
    const isDead = await sql`select pg_logical_emit_message(false, 'fill', repeat('x', 1000000))`.then(
      () => false,
      () => true,
    );
    if (isDead) return;
  }
  throw new Error("The disk was not full");
}
