import { archiveStores } from "@/app/_server/archive/archive-stores";
import { restoreArchivedDay } from "@/app/_server/archive/restore-archived-day";
import { verifyFile } from "@/app/_server/archive/verify-file";
import { type ArchivedDay, dayNumber, getArchivedDay, listArchivedDays } from "@/db/archive/archived-days";
import { releaseRestored } from "@/db/archive/note-restored";
import { recordAudit } from "@/db/audit/record-audit";
import { getDatabaseNow } from "@/db/get-database-now";
import { isoDay } from "@/db/partitions/partition-days";
import { AppError } from "@/lib/contract/error";
import { DAY_MS } from "@/lib/domain/time/units";
import { readToolEnv } from "@/lib/env";
import { archiveLine } from "./archive-line";
import { type ArchiveCommand, parseArchiveOptions } from "./archive-options";
import type { Store } from "./open-store";
import { failCommand, runCommand } from "./run-command";

const USAGE = `npm run archive -- list
npm run archive -- verify [DAY]
npm run archive -- restore DAY [--for DAYS]
npm run archive -- release DAY

Attempts that were archived before they were dropped, by UTC day (2026-03-01). list shows the file of each day. verify reads
the files, of one day or of all, and compares them with what was written. restore puts a day's attempts back into the
database for some days (7); no sum changes. release lets a restored day go earlier. Set SWITCHYARD_EXPORT_DIR or
SWITCHYARD_S3_… as the servers have them. Ends with 0 when all is well, 1 when a file is not what was written.`;

const ACTOR = "command line";

try {
  const args = process.argv.slice(2);
  if (args.includes("--help")) console.log(USAGE);
  else {
    const command = parseArchiveOptions(args);
    await runCommand((store) => run(store, command));
  }
} catch (error) {
  process.exitCode = failCommand(error);
}

async function run(store: Store, command: ArchiveCommand): Promise<number> {
  const { db } = store;
  switch (command.name) {
    case "list":
      for (const day of await listArchivedDays(db)) console.log(archiveLine(day));
      return 0;
    case "verify":
      return verify(await daysToVerify(store, command.day));
    case "restore":
      return restore(store, command);
    case "release":
      return release(store, command.day);
  }
}

async function daysToVerify({ db }: Store, day: string | null): Promise<ArchivedDay[]> {
  if (day === null) return listArchivedDays(db);
  const known = await getArchivedDay(db, dayNumber(day));
  if (!known?.archived) throw new AppError("NOT_FOUND", `${day} was not archived`);
  return [known];
}

async function verify(days: readonly ArchivedDay[]): Promise<number> {
  const stores = archiveStores(readToolEnv());
  let wrong = 0;
  for (const { day, archived } of days) {
    if (!archived) continue;
    try {
      await verifyFile(stores, { ...archived, day: isoDay(day) });
      console.log(`${isoDay(day)}  as written, ${archived.rows} attempts`);
    } catch (error) {
      wrong++;
      console.log(`${isoDay(day)}  WRONG: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return wrong > 0 ? 1 : 0;
}

async function restore({ db, sql }: Store, { day, days }: { day: string; days: number }): Promise<number> {
  const now = await getDatabaseNow(sql);
  const until = new Date(now.getTime() + days * DAY_MS);
  const stores = archiveStores(readToolEnv());
  const restored = await restoreArchivedDay({ db, sql, stores, day: dayNumber(day), until });
  const change = { actor: ACTOR, action: "archive.restore", subject: day, before: null, after: { until, restored } };
  await recordAudit(db, { ...change, now });
  console.log(`Restored ${restored} attempts of ${day} until ${until.toISOString()}`);
  return 0;
}

async function release({ db, sql }: Store, day: string): Promise<number> {
  if (!(await releaseRestored(sql, day))) throw new AppError("CONFLICT", `${day} is not restored`);
  const change = { actor: ACTOR, action: "archive.release", subject: day, before: null, after: null };
  await recordAudit(db, { ...change, now: await getDatabaseNow(sql) });
  console.log(`The servers drop ${day} within minutes`);
  return 0;
}
