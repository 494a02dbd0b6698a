import { and, asc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { dayOfUs, dayStart, isoDay } from "@/db/partitions/partition-days";
import { US_PER_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { archivedDay } from "../schema";

export type ArchiveTarget = "folder" | "s3";

/** The file of a day, as it was verified when it was written. */
export type ArchivedFile = {
  target: ArchiveTarget;
  file: string;
  format: number;
  rows: number;
  bytes: number;
  sha256: string;
  digest: string;
  isWhole: boolean;
  archivedAt: Date;
};

export type ArchivedDay = {
  day: number;
  archived: ArchivedFile | null;
  fingerprint: string | null;
  droppedAt: Date | null;
  restoredUntil: Date | null;
  unfinished: { target: ArchiveTarget; file: string } | null;
  triedAt: Date | null;
  error: string | null;
};

/** Every day that was archived or tried, the oldest first. */
export async function listArchivedDays(db: Db): Promise<ArchivedDay[]> {
  return (await db.select().from(archivedDay).orderBy(asc(archivedDay.day))).map(dayOf);
}

export async function getArchivedDay(db: Db, day: number): Promise<ArchivedDay | null> {
  const [row] = await db
    .select()
    .from(archivedDay)
    .where(eq(archivedDay.day, isoDay(day)));
  return row ? dayOf(row) : null;
}

/** The oldest day that could not be archived, as of its last try; null where none waits. */
export async function getArchiveHold(db: Db): Promise<{ day: number; error: string } | null> {
  const [row] = await db
    .select()
    .from(archivedDay)
    .where(isNotNull(archivedDay.error))
    .orderBy(asc(archivedDay.day))
    .limit(1);
  return row?.error ? { day: dayNumber(row.day), error: row.error } : null;
}

type NewFile = { target: ArchiveTarget; file: string };
/** Deletes a file that nothing names, or that is gone already. */
type Discard = (file: NewFile) => Promise<void>;

/**
 * Notes that a file is being written, so that it is found if nobody finishes it, and says what was known of the day at that
 * moment: null for nothing. `busy` where somebody else began a try within the last ten minutes, or a failed one is not to be
 * repeated yet. What an earlier try left is discarded before it is forgotten, while nobody can make it the day's.
 */
export async function beginArchive(
  db: Db,
  input: NewFile & { day: number; now: Date; again: Date; discard: Discard },
): Promise<{ before: ArchivedDay | null } | "busy"> {
  const { day, target, file, now, again, discard } = input;
  const unfinished = { unfinishedTarget: target, unfinishedFile: file, triedAt: now };
  return db.transaction(async (tx) => {
    const ofDay = eq(archivedDay.day, isoDay(day));
    const [known] = await tx.select().from(archivedDay).where(ofDay).for("update");
    if (!known) {
      const values = { day: isoDay(day), ...unfinished, wasRetained: isRetained(day) };
      const begun = await tx.insert(archivedDay).values(values).onConflictDoNothing().returning();
      return begun.length > 0 ? { before: null } : "busy";
    }
    if (known.triedAt !== null && known.triedAt >= again) return "busy";
    const before = dayOf(known);
    if (before.unfinished) await discard(before.unfinished);
    await tx.update(archivedDay).set(unfinished).where(ofDay);
    return { before };
  });
}

/** Says that a try goes on, so that it does not count as lost. */
export async function continueArchive(db: Db, { day, file }: { day: number; file: string }): Promise<void> {
  await db
    .update(archivedDay)
    .set({ triedAt: sql`now()` })
    .where(and(eq(archivedDay.day, isoDay(day)), eq(archivedDay.unfinishedFile, file)));
}

/** The mark is raised before a partition is dropped: as long as it is not beyond the day, none was. */
function isRetained(day: number) {
  return sql<boolean>`coalesce((select raw_from <= ${dayStart(day)}::timestamptz from rollup_state where id = 1), false)`;
}

/**
 * Makes a verified file the day's; false where somebody else has begun another one since, or the day was dropped after what
 * the file is made from was chosen. The file that it replaces is left as unfinished: for discardUnfinished, or the next try.
 */
export async function finishArchive(
  db: Db,
  input: { day: number; archived: ArchivedFile; fingerprint: string; droppedAt: Date | null; replaced: NewFile | null },
): Promise<boolean> {
  const { day, archived, fingerprint, droppedAt, replaced } = input;
  const left = { unfinishedTarget: replaced?.target ?? null, unfinishedFile: replaced?.file ?? null };
  const isAsBefore = droppedAt === null ? isNull(archivedDay.droppedAt) : eq(archivedDay.droppedAt, droppedAt);
  const done = await db
    .update(archivedDay)
    .set({ ...archived, fingerprint, ...left, triedAt: null, error: null })
    .where(and(eq(archivedDay.day, isoDay(day)), eq(archivedDay.unfinishedFile, archived.file), isAsBefore))
    .returning({ day: archivedDay.day });
  return done.length > 0;
}

/** Discards what the try before left, unless another has begun. */
export async function discardUnfinished(db: Db, { day, discard }: { day: number; discard: Discard }): Promise<void> {
  await db.transaction(async (tx) => {
    const ofDay = and(eq(archivedDay.day, isoDay(day)), isNull(archivedDay.triedAt));
    const [known] = await tx.select().from(archivedDay).where(ofDay).for("update");
    const { unfinished = null } = known ? dayOf(known) : {};
    if (!unfinished) return;
    await discard(unfinished);
    await tx.update(archivedDay).set({ unfinishedTarget: null, unfinishedFile: null }).where(ofDay);
  });
}

/** Notes why a try failed. Its file is deleted by the next one. */
export async function failArchive(db: Db, input: { day: number; file: string; error: string }): Promise<void> {
  await db
    .update(archivedDay)
    .set({ error: input.error })
    .where(and(eq(archivedDay.day, isoDay(input.day)), eq(archivedDay.unfinishedFile, input.file)));
}

export function dayOf(row: typeof archivedDay.$inferSelect): ArchivedDay {
  const { target, file, format, rows, bytes, sha256, digest, isWhole, archivedAt } = row;
  const { unfinishedTarget, unfinishedFile } = row;
  // All of them or none: the table has a check.
  const archived =
    target &&
    file &&
    format !== null &&
    rows !== null &&
    bytes !== null &&
    sha256 &&
    digest &&
    isWhole !== null &&
    archivedAt
      ? { target, file, format, rows, bytes, sha256, digest, isWhole, archivedAt }
      : null;
  return {
    day: dayNumber(row.day),
    archived,
    fingerprint: row.fingerprint,
    droppedAt: row.droppedAt,
    restoredUntil: row.restoredUntil,
    unfinished: unfinishedTarget && unfinishedFile ? { target: unfinishedTarget, file: unfinishedFile } : null,
    triedAt: row.triedAt,
    error: row.error,
  };
}

/** A date ("2026-03-01") as the number of the day. */
export function dayNumber(date: string): number {
  return dayOfUs(Date.parse(`${date}T00:00:00Z`) * US_PER_MS);
}
