import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Db, poolSizeOf } from "./client";
import { selectRows } from "./select-rows";

type Readers = readonly [Db, ...Db[]];
type Work<Result> = (readers: Readers) => Promise<Result>;

const READ_ONLY = { isolationLevel: "repeatable read", accessMode: "read only" } as const;

const snapshotSchema = z.object({ id: z.string() });

/** Whoever takes connections of a pool at the moment. */
const taking = new WeakMap<Db, Promise<void>>();

/**
 * Runs work that reads over several connections at once and sees one moment of the database on all of them.
 *
 * There are fewer of them, but always one, where the pool has no more.
 */
export async function onOneSnapshot<Result>(db: Db, wanted: number, work: Work<Result>): Promise<Result> {
  const readers = Math.min(wanted, poolSizeOf(db));
  const done = await takeTurn(db);
  try {
    return await addReader(db, {
      opened: [],
      readers,
      work: (all) => {
        done();
        return work(all);
      },
    });
  } finally {
    done();
  }
}

/** Two who each hold a connection and wait for another one would wait forever: one at a time may take some. */
async function takeTurn(db: Db): Promise<() => void> {
  const before = taking.get(db);
  let done: () => void = () => undefined;
  taking.set(
    db,
    new Promise((resolve) => {
      done = resolve;
    }),
  );
  await before;
  return done;
}

type Opening<Result> = { opened: readonly Db[]; readers: number; snapshot?: string; work: Work<Result> };

async function addReader<Result>(db: Db, opening: Opening<Result>): Promise<Result> {
  const { opened, readers, snapshot, work } = opening;
  const [first, ...others] = opened;
  if (first && opened.length === readers) return work([first, ...others]);
  return db.transaction(async (next) => {
    if (readers === 1) return work([next]);
    const id = snapshot ?? (await exportSnapshot(next));
    // PostgreSQL takes no parameter here, and names its snapshots by digits, letters and dashes.
    if (snapshot) await next.execute(sql.raw(`set transaction snapshot '${id.replaceAll(/[^\dA-F-]/g, "")}'`));
    return addReader(db, { ...opening, opened: [...opened, next], snapshot: id });
  }, READ_ONLY);
}

async function exportSnapshot(db: Db): Promise<string> {
  const [snapshot] = await selectRows(db, sql`select pg_export_snapshot() as id`, snapshotSchema);
  if (!snapshot) throw new Error("A select without a from has one row");
  return snapshot.id;
}
