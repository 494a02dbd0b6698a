import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "./client";
import { selectRows } from "./select-rows";

const READ_ONLY = { isolationLevel: "repeatable read", accessMode: "read only" } as const;

const snapshotSchema = z.object({ id: z.string() });

/**
 * Runs work that reads over several connections at once and sees one moment of the database on all of them.
 *
 * It holds so many connections of the pool as long as the work takes: the pool must have them, or the work never begins.
 */
export async function onOneSnapshot<Result>(
  db: Db,
  readers: number,
  work: (readers: readonly [Db, ...Db[]]) => Promise<Result>,
): Promise<Result> {
  return db.transaction(async (first) => {
    if (readers === 1) return work([first]);
    const [snapshot] = await selectRows(first, sql`select pg_export_snapshot() as id`, snapshotSchema);
    if (!snapshot) throw new Error("A select without a from has one row");
    return addReader(db, { id: snapshot.id, opened: [first], readers, work });
  }, READ_ONLY);
}

type Opening<Result> = {
  id: string;
  opened: readonly [Db, ...Db[]];
  readers: number;
  work: (readers: readonly [Db, ...Db[]]) => Promise<Result>;
};

async function addReader<Result>(db: Db, { opened, ...opening }: Opening<Result>): Promise<Result> {
  if (opened.length === opening.readers) return opening.work(opened);
  return db.transaction(async (next) => {
    // PostgreSQL takes no parameter here, and names its snapshots by digits and dashes.
    await next.execute(sql.raw(`set transaction snapshot '${opening.id.replaceAll(/[^0-9A-F-]/g, "")}'`));
    return addReader(db, { ...opening, opened: [...opened, next] });
  }, READ_ONLY);
}
