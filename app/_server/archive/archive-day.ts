import { createHash, randomBytes } from "node:crypto";
import { type ArchiveSource, withArchiveSource } from "@/db/archive/archive-source";
import {
  type ArchivedFile,
  type ArchiveTarget,
  beginArchive,
  continueArchive,
  discardUnfinished,
  failArchive,
  finishArchive,
} from "@/db/archive/archived-days";
import type { Db, Sql } from "@/db/client";
import { isoDay } from "@/db/partitions/partition-days";
import { ArchiveWriter, type WrittenArchive } from "@/lib/archive/archive-writer";
import { mergeRows } from "@/lib/archive/merge-rows";
import { ArchiveError, readArchive } from "@/lib/archive/read-archive";
import { ARCHIVE_FORMAT, type ArchiveRow } from "@/lib/domain/archive/archive-columns";
import { compareTotals } from "@/lib/domain/archive/archive-totals";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { log } from "@/lib/log";
import type { CopyBytes } from "../targets/written-copy";
import type { ArchiveStores } from "./archive-stores";
import { fileProblem } from "./file-problem";
import { verifyFile } from "./verify-file";

/** A try of which nobody has said for so long that it goes on counts as lost, and a failed one is repeated. */
const AGAIN_AFTER_MS = 10 * MINUTE_MS;
/** Beneath the folder, or in the bucket. */
const FOLDER = "attempts";

export type ArchiveDayInput = {
  db: Db;
  sql: Sql;
  stores: ArchiveStores;
  target: ArchiveTarget;
  day: number;
  now: Date;
};

/**
 * Writes a day's attempts to a file, reads it back, and only then makes it the day's file. Where the partition was dropped
 * before, what came since is put to what the file before it has; that file stays where it is, and any other is deleted.
 *
 * `waits` where the day's sums are not worked out yet, or somebody else is at it; `failed` is noted for operators.
 */
export async function archiveDay(input: ArchiveDayInput): Promise<"done" | "waits" | "failed"> {
  const { db, sql, stores, target, day, now } = input;
  const file = `${FOLDER}/attempts-${isoDay(day)}-${randomBytes(4).toString("hex")}.parquet`;
  const again = new Date(now.getTime() - AGAIN_AFTER_MS);
  const discard = (left: { target: ArchiveTarget; file: string }) => stores(left.target).remove(left.file);
  const begun = await beginArchive(db, { day, target, file, now, again, discard }).catch((error: unknown) => {
    if (fileProblem(error) === null) throw error;
    log.warn({ err: error, day: isoDay(day) }, "What an earlier try left could not be deleted; the day waits");
    return "busy" as const;
  });
  if (begun === "busy") return "waits";
  const { before } = begun;
  const goesOn = setInterval(() => void continueArchive(db, { day, file }).catch(() => undefined), MINUTE_MS);
  try {
    // Of a day that was restored the partition has them all.
    const isDropped = before?.droppedAt && before.restoredUntil === null;
    const base = isDropped ? before.archived : null;
    const archived = await withArchiveSource(sql, day, (source) => write({ ...input, file, base, source }));
    if (archived === null) return "waits";
    const droppedAt = before?.droppedAt ?? null;
    // Readers may still have one open that others are put to.
    const replaced = base === null ? (before?.archived ?? null) : null;
    if (!(await finishArchive(db, { day, ...archived, droppedAt, replaced }))) return "waits";
    if (replaced) {
      await discardUnfinished(db, { day, discard }).catch((error: unknown) => {
        log.warn(
          { err: error, day: isoDay(day) },
          "The file that was replaced could not be deleted; the next try does",
        );
      });
    }
    return "done";
  } catch (error) {
    log.error({ err: error, day: isoDay(day) }, "A day of attempts could not be archived; its partition stays");
    await failArchive(db, { day, file, error: fileProblem(error) ?? "It failed; the server's log has why" });
    return "failed";
  } finally {
    clearInterval(goesOn);
  }
}

type WriteInput = ArchiveDayInput & { file: string; base: ArchivedFile | null; source: ArchiveSource };

async function write({ stores, target, day, now, file, base, source }: WriteInput) {
  const store = stores(target);
  if (base) await verifyFile(stores, { ...base, day: isoDay(day) });
  const former = base && (await stores(base.target).open(base.file));
  try {
    const rows = former ? mergeRows(await readArchive(former), source.rows) : source.rows;
    const bytes = new FileBytes(isoDay(day), rows);
    const { bytes: size } = await store.write(file, bytes.pieces());
    const written = { target, file, bytes: size, ...bytes.written() };
    const totals = await verifyFile(stores, { ...written, day: isoDay(day) });
    const { is, difference } = compareTotals(totals, source.totals);
    if (is === "other" || (is === "less" && (source.isRetained || base?.isWhole))) {
      throw new ArchiveError(`The file and the sums of the day differ: ${difference}`);
    }
    const archived = { ...written, format: ARCHIVE_FORMAT, isWhole: is === "equal", archivedAt: now };
    return { archived, fingerprint: source.fingerprint };
  } finally {
    await former?.close();
  }
}

/** Rows as the bytes of a file, and once they are written what was. */
class FileBytes {
  readonly #writer: ArchiveWriter;
  readonly #rows: AsyncIterable<readonly ArchiveRow[]>;
  readonly #hash = createHash("sha256");
  #written: WrittenArchive | null = null;

  constructor(day: string, rows: AsyncIterable<readonly ArchiveRow[]>) {
    this.#writer = new ArchiveWriter({ day });
    this.#rows = rows;
  }

  async *pieces(): CopyBytes {
    for await (const rows of this.#rows) {
      const bytes = this.#writer.add(rows);
      if (bytes) yield this.#hashed(bytes);
    }
    const { bytes, written } = this.#writer.end();
    this.#written = written;
    yield this.#hashed(bytes);
  }

  written(): WrittenArchive & { sha256: string } {
    if (!this.#written) throw new Error("The file was not written to its end");
    return { ...this.#written, sha256: this.#hash.digest("hex") };
  }

  #hashed(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    this.#hash.update(bytes);
    return bytes;
  }
}
