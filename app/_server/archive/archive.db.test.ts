import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { beginArchive, finishArchive, getArchivedDay, getArchiveHold } from "@/db/archive/archived-days";
import { listDaysToArchive } from "@/db/archive/list-days-to-archive";
import { releaseRestored } from "@/db/archive/note-restored";
import { dropExpiredPartitions } from "@/db/partitions/drop-expired-partitions";
import { listPartitionDays } from "@/db/partitions/list-partition-days";
import { dayOfUs, isoDay } from "@/db/partitions/partition-days";
import { settleRollups } from "@/db/rollups/settle-rollups";
import { verifyRollups } from "@/db/rollups/verify-rollups";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { randomAttempts } from "@/db/testing/random-attempts";
import type { Attempt } from "@/lib/contract/attempt";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_MS } from "@/lib/domain/time/units";
import { archiveDay } from "./archive-day";
import { type ArchiveStores, archiveStores } from "./archive-stores";
import { restoreArchivedDay } from "./restore-archived-day";
import { verifyFile } from "./verify-file";

const database = testDatabase();
const folder = await mkdtemp(join(tmpdir(), "archive-"));
afterAll(() => rm(folder, { recursive: true }));
const stores = archiveStores({ exportDir: folder, s3: undefined });

const FROM = new Date("2026-03-01T00:00:00Z");
const TO = new Date(FROM.getTime() + DAY_MS);
const DAY = dayOfUs(FROM.getTime() * 1_000);
const archiving = { isArchiving: true };
let now = new Date("2026-06-01T00:00:00Z");

const STORED = `select to_jsonb(r) - 'attribution_id' - 'label_set_id' as row, to_jsonb(t) - 'id' as set, to_jsonb(l) - 'id' as labels
  from attempt_row r join attribution t on t.id = r.attribution_id left join label_set l on l.id = r.label_set_id
  order by r.started_at, r.id_uuid, r.id_text`;
const stored = () => database.sql.unsafe(STORED).then((rows) => [...rows]);
const sums = () =>
  database.sql`select to_jsonb(d) as row from rollup_day d order by starts_at, model_id, provider_id, region_id, tier_id`;
const files = () => readdir(join(folder, "attempts"));

const settle = () => settleRollups(database.sql, { before: now });
const drop = () => dropExpiredPartitions(database.sql, DAY + 1, archiving);
async function archive(overrides: { stores?: ArchiveStores } = {}) {
  now = new Date(now.getTime() + 3_600_000);
  const { db, sql } = database;
  return archiveDay({ db, sql, stores, target: "folder", day: DAY, now, ...overrides });
}

async function givenDay(attempts: readonly Attempt[]) {
  await givenAttempts(database.sql, attempts, now);
  await settle();
}

const ODD: Partial<Attempt>[] = [
  {
    id: "not a uuid",
    requestId: "nor this, «é»",
    traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
    tags: ["a", 'b"c', "ü,"],
  },
  { id: crypto.randomUUID(), requestId: crypto.randomUUID(), durationUs: 2 ** 40, ttftUs: 2 ** 35, httpStatus: 503 },
  { inputTokens: null, outputTokens: null, cachedInputTokens: null, cacheWriteTokens: null, reasoningTokens: null },
  { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0, cacheWrite1hTokens: 3, audioInputTokens: 4 },
  { costPico: 0n, reportedCostPico: 9_007_199_254_740_993n, costEstimated: true, usageSource: "estimated" },
  { costPico: null, priceId: 7, policyVersion: 0, serviceTier: "flex", requestedModel: "fast", router: "eu-1" },
  { units: { searches: 2 }, revision: 3, errorCode: "overloaded", outcome: "server_error", attempt: 4 },
];

beforeEach(async () => {
  await database.sql.unsafe(
    "truncate attempt_row, archived_day, rollup_day, rollup_hour, rollup_quarter, rollup_minute, rollup_month, rollup_fresh, rollup_delta",
  );
  for (const day of await listPartitionDays(database.sql)) {
    if (day <= DAY + 1) await database.sql.unsafe(`drop table attempt_row_${isoDay(day).replaceAll("-", "")}`);
  }
  await database.sql`update rollup_state set raw_from = '-infinity'`;
  await rm(join(folder, "attempts"), { recursive: true, force: true });
});

const odd = () => ODD.map((more, n) => anAttempt({ startedAtUs: FROM.getTime() * 1_000 + n, ...more }));
const day = (n = 200) => randomAttempts(seededRandom(n), n, { from: FROM, to: TO });

test("a day goes only when its file has it, and comes back as it was, with the sums as they were", async () => {
  await givenDay([...day(), ...odd()]);
  const [before, counted] = [await stored(), await sums()];

  expect(await drop()).toBe(0);
  expect(await listDaysToArchive(database.sql, { before: DAY + 1 })).toEqual([DAY]);
  expect(await archive()).toBe("done");
  expect(await listDaysToArchive(database.sql, { before: DAY + 1 })).toEqual([]);
  expect(await drop()).toBe(1);
  expect(await stored()).toEqual([]);

  const known = await getArchivedDay(database.db, DAY);
  expect(known).toMatchObject({ archived: { rows: before.length, isWhole: true }, error: null, unfinished: null });
  const until = new Date(Date.now() + DAY_MS);
  expect(await restoreArchivedDay({ ...database, db: database.db, sql: database.sql, stores, day: DAY, until })).toBe(
    before.length,
  );
  expect(await stored()).toEqual(before);
  expect(await sums()).toEqual(counted);
  expect(await verifyRollups(database.sql)).toEqual([]);

  expect(await drop()).toBe(0);
  expect(await releaseRestored(database.sql, isoDay(DAY))).toBe(true);
  expect(await drop()).toBe(1);
  expect(await stored()).toEqual([]);
  expect(await files()).toHaveLength(1);
});

test("what comes after the file was written, or after the partition was dropped, is archived anew with all before it", async () => {
  const [first, second, third] = [day(50), day(51), day(52)];
  await givenDay(first);
  expect(await archive()).toBe("done");
  await givenDay(second);
  expect(await drop()).toBe(0);
  expect(await archive()).toBe("done");
  const before = await stored();
  expect(await drop()).toBe(1);

  await givenDay(third);
  expect(await drop()).toBe(0);
  expect(await archive()).toBe("done");
  expect(await drop()).toBe(1);
  const known = await getArchivedDay(database.db, DAY);
  expect(known?.archived).toMatchObject({ rows: before.length + third.length, isWhole: true });
  // The one that was replaced before the partition was dropped is gone; the one that the third was put to stays.
  expect(await files()).toHaveLength(2);
});

test("attempts that change keep their day", async () => {
  await givenDay(day(50));
  await archive();
  await database.sql`update attempt_row set revision = 1 where ctid = (select min(ctid) from attempt_row)`;
  expect(await drop()).toBe(0);
  expect(await listDaysToArchive(database.sql, { before: DAY + 1 })).toEqual([DAY]);
});

test("a target that is away, a file that is damaged, or sums that differ hold the day and say so", async () => {
  await givenDay(day(50));
  const away = archiveStores({ exportDir: undefined, s3: undefined });
  expect(await archive({ stores: away })).toBe("failed");
  expect(await getArchiveHold(database.db)).toEqual({ day: DAY, error: expect.stringContaining("names no folder") });

  const damaging: ArchiveStores = (target) => ({
    ...stores(target),
    write: async (path, bytes) => {
      const written = await stores(target).write(path, bytes);
      const file = await readFile(written.location);
      file[100] = (file[100] ?? 0) ^ 1;
      await writeFile(written.location, file);
      return written;
    },
  });
  expect(await archive({ stores: damaging })).toBe("failed");
  expect(await getArchiveHold(database.db)).toMatchObject({ error: expect.stringContaining("SHA-256") });
  expect(await files()).toHaveLength(1);

  await database.sql`update rollup_day set input_tokens = input_tokens + 1`;
  expect(await archive()).toBe("failed");
  expect(await getArchiveHold(database.db)).toMatchObject({ error: expect.stringContaining("input_tokens") });
  expect(await drop()).toBe(0);
  await database.sql`update rollup_day set input_tokens = input_tokens - 1`;

  expect(await archive()).toBe("done");
  expect(await getArchiveHold(database.db)).toBeNull();
  // Nothing is left of the tries before.
  expect(await files()).toHaveLength(1);
  expect(await drop()).toBe(1);
});

test("a file that is damaged later is found, and not restored", async () => {
  await givenDay(day(50));
  await archive();
  await drop();
  const { archived } = (await getArchivedDay(database.db, DAY)) ?? {};
  if (!archived) throw new Error("The day has no file");
  await verifyFile(stores, { ...archived, day: isoDay(DAY) });
  const path = join(folder, archived.file);
  await writeFile(path, (await readFile(path)).subarray(1));

  const until = new Date(Date.now() + DAY_MS);
  await expect(verifyFile(stores, { ...archived, day: isoDay(DAY) })).rejects.toThrow("bytes");
  const { db, sql } = database;
  await expect(restoreArchivedDay({ db, sql, stores, day: DAY, until })).rejects.toThrow("bytes");
  expect(await stored()).toEqual([]);
});

test("a file that was damaged is merged with nothing", async () => {
  await givenDay(day(50));
  await archive();
  await drop();
  const [file = ""] = await files();
  const path = join(folder, "attempts", file);
  const bytes = await readFile(path);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  await writeFile(path, bytes);

  await givenDay(day(51));
  expect(await archive()).toBe("failed");
  expect(await getArchiveHold(database.db)).toMatchObject({ error: expect.stringContaining("SHA-256") });
  expect(await drop()).toBe(0);
});

test("of a day that was tried while all of it was retained no file may have less, however long the target was away", async () => {
  await givenDay(day(50));
  expect(await archive({ stores: archiveStores({ exportDir: undefined, s3: undefined }) })).toBe("failed");
  expect(await drop()).toBe(0);
  await database.sql`delete from attempt_row where ctid in (select ctid from attempt_row limit 1)`;
  expect(await archive()).toBe("failed");
  expect(await getArchiveHold(database.db)).toMatchObject({ error: expect.stringContaining("differ") });

  // Whoever gives the archive up has nothing held any more.
  expect(await dropExpiredPartitions(database.sql, DAY + 1)).toBe(1);
  expect(await getArchiveHold(database.db)).toBeNull();
});

test("of a day whose attempts were dropped before there was an archive, what came late is archived as a part", async () => {
  await givenDay(day(50));
  await dropExpiredPartitions(database.sql, DAY + 1);
  await givenDay(day(51));
  expect(await archive()).toBe("done");
  expect((await getArchivedDay(database.db, DAY))?.archived).toMatchObject({ rows: 51, isWhole: false });
  expect(await drop()).toBe(1);
});

test("a day whose records are not counted yet waits", async () => {
  await givenAttempts(database.sql, day(50), now);
  expect(await archive()).toBe("waits");
  expect(await getArchiveHold(database.db)).toBeNull();
  await settle();
  expect(await archive()).toBe("done");
});

test("of two who archive a day at once, neither deletes the file that counts", async () => {
  await givenDay(day(50));
  for (let round = 0; round < 3; round++) {
    await database.sql`update archived_day set fingerprint = null`;
    now = new Date(now.getTime() + 3_600_000);
    const { db, sql } = database;
    const tries = [0, 1].map(() => archiveDay({ db, sql, stores, target: "folder", day: DAY, now }));
    expect((await Promise.all(tries)).toSorted()).toContain("done");
    const { archived } = (await getArchivedDay(db, DAY)) ?? {};
    if (!archived) throw new Error("The day has no file");
    await verifyFile(stores, { ...archived, day: isoDay(DAY) });
  }
});

test("a file that was begun before its day was dropped does not replace the day's", async () => {
  const { db } = database;
  await givenDay(day(50));
  expect(await archive()).toBe("done");
  const known = (await getArchivedDay(db, DAY))?.archived;
  if (!known) throw new Error("The day has no file");
  const later = { ...known, file: "attempts/later.parquet" };
  const again = new Date(now.getTime() - 600_000);
  const discard = async () => undefined;
  expect(await beginArchive(db, { day: DAY, target: "folder", file: later.file, now, again, discard })).toMatchObject({
    before: { archived: { file: known.file }, droppedAt: null },
  });
  const third = { target: "folder", file: "attempts/third.parquet" } as const;
  expect(await beginArchive(db, { day: DAY, ...third, now, again, discard })).toBe("busy");
  expect(await drop()).toBe(1);
  const finished = { day: DAY, archived: later, fingerprint: "1 1", droppedAt: null, replaced: null };
  expect(await finishArchive(db, finished)).toBe(false);
  expect((await getArchivedDay(db, DAY))?.archived?.file).toBe(known.file);
});
