import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { listArchivedDays } from "@/db/archive/archived-days";
import { listDaysToArchive } from "@/db/archive/list-days-to-archive";
import { dropExpiredPartitions } from "@/db/partitions/drop-expired-partitions";
import { dayOfUs } from "@/db/partitions/partition-days";
import { settleRollups } from "@/db/rollups/settle-rollups";
import { verifyRollups } from "@/db/rollups/verify-rollups";
import { testDatabase } from "@/db/testing";
import { givenAttempts } from "@/db/testing/given-attempts";
import { randomAttempts } from "@/db/testing/random-attempts";
import { readArchive } from "@/lib/archive/read-archive";
import { archivePlace } from "@/lib/domain/archive/archive-columns";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_MS } from "@/lib/domain/time/units";
import { archiveDay } from "./archive-day";
import { archiveStores } from "./archive-stores";
import { rowsOf } from "./verify-file";

const database = testDatabase();
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const SCRIPT = fileURLToPath(new URL("testing/archive-until-killed.ts", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "archive-"));
afterAll(() => rm(folder, { recursive: true }));
const stores = archiveStores({ exportDir: folder, s3: undefined });

const FROM = new Date("2026-03-01T00:00:00Z");
const DAYS = 6;
const DAY = dayOfUs(FROM.getTime() * 1_000);
const ROUNDS = 6;
const ID = archivePlace("id_uuid");
const COST = archivePlace("cost_pico");
/** The levels of the main sums that are kept for good. */
const LEVELS = ["rollup_day", "rollup_month"];
/** Empty once all has settled and nothing comes: then levels alone must equal attempts. */
const PENDING = ["rollup_delta", "rollup_delta_app", "rollup_fresh", "rollup_fresh_app"];

async function killWhileArchiving(afterMs: number) {
  const input = [database.url, folder, String(DAY + DAYS)];
  const child = spawn(process.execPath, ["--import", "tsx", SCRIPT, ...input], { cwd: ROOT, stdio: "pipe" });
  const ended = once(child, "exit");
  await Promise.race([once(child.stdout, "data"), ended]);
  await delay(afterMs);
  child.kill("SIGKILL");
  expect((await ended)[1]).toBe("SIGKILL");
}

/** Every attempt where it counts now, in a partition or in the file of a day whose partition was dropped, and what they cost. */
async function everywhere(): Promise<{ ids: string[]; pico: bigint }> {
  const stored = await database.sql<{ id: string; pico: string }[]>`
    select id, coalesce(cost_pico, 0)::text as pico from attempt`;
  const ids = stored.map(({ id }) => id);
  let pico = stored.reduce((sum, row) => sum + BigInt(row.pico), 0n);
  for (const { archived, droppedAt } of await listArchivedDays(database.db)) {
    if (!archived || droppedAt === null) continue;
    const file = await stores(archived.target).open(archived.file);
    for await (const rows of rowsOf(await readArchive(file))) {
      ids.push(...rows.map((row) => String(row[ID])));
      pico = rows.reduce((sum, row) => sum + BigInt(row[COST] ?? 0), pico);
    }
    await file.close();
  }
  return { ids: ids.sort(), pico };
}

/** Partitions and files together have each attempt once, and every level has counted just those. */
async function expectNothingLostOrDoubled(all: readonly string[]): Promise<void> {
  const { ids, pico } = await everywhere();
  expect(ids).toEqual(all);
  for (const table of PENDING) expect(await database.sql`select from ${database.sql(table)} limit 1`).toHaveLength(0);
  for (const level of LEVELS) {
    const [sums] = await database.sql`
      select sum(attempts)::int as attempts, sum(cost_pico)::text as pico from ${database.sql(level)}`;
    expect({ level, ...sums }).toEqual({ level, attempts: ids.length, pico: pico.toString() });
  }
}

test("killed at any instant of archiving and dropping, each attempt is in a partition or in its day's file, once", async () => {
  const attempts = randomAttempts(seededRandom(5), 9_000, {
    from: FROM,
    to: new Date(FROM.getTime() + DAYS * DAY_MS),
  });
  await givenAttempts(database.sql, attempts);
  await settleRollups(database.sql, { before: new Date(FROM.getTime() + 90 * DAY_MS) });
  const all = attempts.map(({ id }) => id).sort();

  for (let round = 0; round < ROUNDS; round++) {
    await killWhileArchiving(Math.random() * 700);
    await expectNothingLostOrDoubled(all);
    // As if so much time had passed that a lost try is repeated.
    await database.sql`update archived_day set tried_at = tried_at - interval '1 day'`;
  }

  const { db, sql } = database;
  for (const day of await listDaysToArchive(sql, { before: DAY + DAYS })) {
    await archiveDay({ db, sql, stores, target: "folder", day, now: new Date(Date.now() + DAY_MS) });
  }
  await dropExpiredPartitions(sql, DAY + DAYS, { isArchiving: true });
  await expectNothingLostOrDoubled(all);
  expect(await verifyRollups(sql)).toEqual([]);
  expect((await sql`select from attempt`).length).toBe(0);
  const files = (await listArchivedDays(db)).map(({ archived }) => archived?.file.split("/").at(-1));
  const left = (await readdir(join(folder, "attempts"))).filter((name) => name.endsWith(".parquet"));
  expect(left.sort()).toEqual(files.sort());
}, 240_000);
