import { mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { givenServer } from "@/app/_server/testing/given-server";
import { GET as getFocus } from "@/app/api/v1/spend/focus.csv/route";
import { createSchedule } from "@/db/copies/create-schedule";
import { deleteSchedule } from "@/db/copies/delete-schedule";
import { listSchedules } from "@/db/copies/list-schedules";
import { requestRun } from "@/db/copies/request-run";
import { createKey } from "@/db/keys/create-key";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { randomAttempts } from "@/db/testing/random-attempts";
import { type NewScheduleInput, newScheduleSchema } from "@/lib/contract/export-schedules";
import { latestPeriod } from "@/lib/domain/copies/copy-period";
import { seededRandom } from "@/lib/domain/seeded-random";
import { writeToS3 } from "../targets/write-to-s3";
import { runCopies } from "./run-copies";

const database = testDatabase();
givenServer(database);
const folder = await mkdtemp(join(tmpdir(), "copies-"));
afterAll(() => rm(folder, { recursive: true }));

const now = new Date();
const { from, to } = latestPeriod("day", now);
const env = { exportDir: join(folder, "out"), s3: undefined, rawRetentionDays: 45 };
const clock = async () => now;

beforeAll(() => givenAttempts(database.sql, randomAttempts(seededRandom(1), 100, { from, to })));
beforeEach(async () => {
  for (const { id } of (await listSchedules(database.db, now)).schedules) {
    await deleteSchedule(database.db, { id, actor: "test", now });
  }
});

const schedule = (input: Partial<NewScheduleInput> = {}) =>
  createSchedule(database.db, {
    schedule: newScheduleSchema.parse({ name: "copy", every: "day", target: "folder", path: "a/b", ...input }),
    ...{ actor: "finance@example.com", now },
  });

async function runAll(environment: Parameters<typeof runCopies>[0]["env"] = env, at = clock): Promise<void> {
  while (await runCopies({ db: database.db, env: environment, clock: at }));
}

async function exported(): Promise<string> {
  const { key } = await createKey(database.db, {
    ...{ key: { name: "reader", scopes: ["metrics:read" as const] }, actor: "test", now },
  });
  const url = `http://localhost/api/v1/spend/focus.csv?from=${from.toISOString()}&to=${to.toISOString()}`;
  const request = new Request(url, { headers: { authorization: `Bearer ${key}` } });
  return (await getFocus(request, { params: Promise.resolve({}) })).text();
}

/** Of the schedule that was made last: those of deleted ones are listed, too, the latest period first. */
async function latest() {
  const { runs } = await listSchedules(database.db, now);
  return runs.filter(({ schedule: name }) => name === "copy").toSorted((a, b) => b.id - a.id)[0];
}

test("the latest whole day is copied once, as the export has it, and anew when somebody asks", async () => {
  const { id } = await schedule();
  await runAll();

  const files = await readdir(join(env.exportDir, "a/b"));
  expect(files).toEqual([
    `focus-1.4_cost_and_usage_${from.toISOString().slice(0, 10)}_${to.toISOString().slice(0, 10)}.csv`,
  ]);
  const file = join(env.exportDir, "a/b", files[0] ?? "");
  expect(await readFile(file, "utf8")).toBe(await exported());
  expect(await runCopies({ db: database.db, env, clock })).toBe(false);

  await givenAttempts(database.sql, [anAttempt({ startedAtUs: from.getTime() * 1_000, app: "late" })]);
  await requestRun(database.db, { id, actor: "finance@example.com", now });
  await runAll();

  expect(await readFile(file, "utf8")).toBe(await exported());
  expect(await readFile(file, "utf8")).toContain("late");
  expect(await readdir(join(env.exportDir, "a/b"))).toEqual(files);
  const { runs } = await listSchedules(database.db, now);
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({ state: "done", tries: 1, requested_by: "finance@example.com", error: null });
});

test("what fails is on record, tried again later, and made by whoever comes after a leader that was lost", async () => {
  await schedule({ name: "copy", every: "week" });
  await runAll({ ...env, exportDir: undefined });
  expect(await latest()).toMatchObject({ state: "retrying", tries: 1, error: expect.stringContaining("no folder") });
  expect(await runCopies({ db: database.db, env, clock })).toBe(false);

  const later = async () => new Date(now.getTime() + 3 * 60_000);
  await runAll(env, later);
  expect(await latest()).toMatchObject({ state: "done", tries: 2, error: null });

  await database.sql`update export_run set is_done = false, ended_at = null, try_at = ${new Date(0).toISOString()}`;
  await runAll();
  expect(await latest()).toMatchObject({ state: "done", tries: 3 });
});

test("a link that leads out of the folder is not followed, and paths that could are refused", async () => {
  await runAll();
  const outside = await mkdtemp(join(tmpdir(), "outside-"));
  await symlink(outside, join(env.exportDir, "link"));
  for (const path of ["link", "link/below"]) {
    await schedule({ path });
    await runAll();
    expect(await latest()).toMatchObject({ error: expect.stringContaining("leads out of the folder") });
  }
  expect(await readdir(outside)).toEqual([]);
  await rm(outside, { recursive: true });
  for (const path of ["..", "a/../../b", "/etc", "a//b", "a\\b", "."]) {
    expect(newScheduleSchema.safeParse({ name: "x", target: "folder", path }).success).toBe(false);
  }
});

/** As much of S3 as a copy needs: objects appear when they are put, or when their parts are put together. */
async function givenStore(options: { failPart?: number } = {}) {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, Buffer[]>();
  const seen: string[] = [];
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const body = await bodyOf(request);
    const [id, part] = [searchParams.get("uploadId"), Number(searchParams.get("partNumber"))];
    seen.push(`${request.method} ${searchParams.has("uploads") ? "begin" : id ? (part ? "part" : "end") : "whole"}`);
    const refuse = () => response.writeHead(403).end("<Error><Code>AccessDenied</Code><Message>No</Message></Error>");
    if (!request.headers.authorization?.startsWith("AWS4-HMAC-SHA256 Credential=id/")) return refuse();
    if (searchParams.has("uploads")) {
      uploads.set("u1", []);
      return response.end("<R><UploadId>u1</UploadId></R>");
    }
    const parts = uploads.get(id ?? "");
    if (id && request.method === "DELETE") uploads.delete(id);
    else if (id && part && parts) {
      if (part === options.failPart) return refuse();
      parts[part - 1] = body;
      response.setHeader("etag", `"e${part}"`);
    } else if (id && parts) objects.set(pathname, Buffer.concat(parts));
    else objects.set(pathname, body);
    return response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const store = {
    ...{ endpoint: `http://127.0.0.1:${port}`, region: "us-east-1", bucket: "ledger" },
    ...{ accessKeyId: "id", secretAccessKey: "secret" },
  };
  return { store, objects, uploads, seen, stop: () => server.close() };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* pieces(count: number) {
  for (let n = 0; n < count; n++) yield new Uint8Array(1024 * 1024).fill(n);
}

test("a copy goes to an S3 store, small ones whole", async () => {
  const { store, objects, seen, stop } = await givenStore();
  await schedule({ target: "s3" });
  await runAll({ ...env, s3: store });
  const [[path = "", bytes] = []] = [...objects];
  expect(path).toMatch(/^\/ledger\/a\/b\/focus-1\.4_cost_and_usage_/);
  expect(bytes?.toString()).toBe(await exported());
  expect(seen).toEqual(["PUT whole"]);
  expect((await latest())?.location).toBe(`s3:/${path}`);
  stop();
});

test("large ones in parts that are put together at the end, and nothing is left of one that fails", async () => {
  const { store, objects, seen, stop } = await givenStore();
  const written = await writeToS3(store, "big", pieces(20));
  expect(written.bytes).toBe(20 * 1024 * 1024);
  // Compared as bytes: an assertion that shows where they differ would need gigabytes.
  const whole = Buffer.concat(Array.from({ length: 20 }, (_, n) => Buffer.alloc(1024 * 1024, n)));
  expect(objects.get("/ledger/big")?.equals(whole)).toBe(true);
  expect(seen).toEqual(["POST begin", "PUT part", "PUT part", "PUT part", "POST end"]);
  stop();

  const failing = await givenStore({ failPart: 2 });
  await expect(writeToS3(failing.store, "big", pieces(20))).rejects.toThrow(
    "The store refused (403): AccessDenied, No",
  );
  expect([failing.objects.size, failing.uploads.size]).toEqual([0, 0]);
  failing.stop();
  await expect(writeToS3(store, "big", pieces(1))).rejects.toThrow("does not answer");
});
