import { type DayInFile, listDaysInFiles } from "@/db/archive/list-days-in-files";
import type { ArchivedAttempts } from "@/db/attempts/archived-attempts";
import type { Db } from "@/db/client";
import { isoDay } from "@/db/partitions/partition-days";
import { callerContext } from "@/db/readers/caller-context";
import { type Archive, readArchive } from "@/lib/archive/read-archive";
import type { ArchiveRead } from "@/lib/contract/requests";
import { log } from "@/lib/log";
import type { ArchiveStores } from "./archive-stores";
import { fileProblem } from "./file-problem";
import type { StoredFile } from "./stored-file";

type ReaderInput = { db: Db; stores: ArchiveStores };
type OpenFile = { day: number; stored: StoredFile; archive: Archive };

/**
 * Reads archived days for one question. One file is open at a time; a day whose file cannot be read is left out and named,
 * whatever is wrong with it.
 */
export class ArchiveReader implements ArchivedAttempts {
  readonly #input: ReaderInput;
  readonly #known = new Map<number, DayInFile>();
  readonly #unread = new Map<number, string>();
  #open: OpenFile | null = null;

  constructor(input: ReaderInput) {
    this.#input = input;
  }

  async days(span: Parameters<ArchivedAttempts["days"]>[0]): Promise<DayInFile[]> {
    const days = await listDaysInFiles(this.#input.db, span);
    for (const day of days) this.#known.set(day.day, day);
    return days;
  }

  async read<Result>(day: number, work: (file: Archive) => Promise<Result>): Promise<Result | null> {
    try {
      return await work(await this.#opened(day));
    } catch (error) {
      const problem = isAskerGone() ? null : fileProblem(error);
      if (problem === null) throw error;
      log.warn({ err: error, day: isoDay(day) }, "An archived day could not be read");
      this.skip(day, problem);
      return null;
    }
  }

  skip(day: number, reason: string): void {
    this.#unread.set(day, reason);
  }

  /** What was asked for of files until now, and what of it could not be read. */
  report(): ArchiveRead {
    const inOrder = (days: Iterable<number>) => [...days].sort((a, b) => a - b);
    return {
      days: inOrder(this.#known.keys()).map(isoDay),
      unread: inOrder(this.#unread.keys()).map((day) => ({ day: isoDay(day), reason: this.#unread.get(day) ?? "" })),
    };
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.stored.close();
  }

  async #opened(day: number): Promise<Archive> {
    if (this.#open?.day === day) return this.#open.archive;
    await this.close();
    const known = this.#known.get(day);
    if (!known) throw new Error(`${isoDay(day)} was not listed`);
    const stored = await this.#input.stores(known.target).open(known.file);
    try {
      const archive = whileAsked(await readArchive(stored));
      this.#open = { day, stored, archive };
      return archive;
    } catch (error) {
      await stored.close();
      throw error;
    }
  }
}

function isAskerGone(): boolean {
  return callerContext()?.signal?.aborted ?? false;
}

/** A file that is read no further once whoever asked has left. */
function whileAsked(archive: Archive): Archive {
  const asked = () => callerContext()?.signal?.throwIfAborted();
  return {
    ...archive,
    readGroup: async (...where) => {
      asked();
      return archive.readGroup(...where);
    },
    readColumns: async (...where) => {
      asked();
      return archive.readColumns(...where);
    },
  };
}

/** Lets `work` read archived days, and closes what it had opened. */
export async function withArchiveReader<Result>(
  input: ReaderInput,
  work: (archived: ArchiveReader) => Promise<Result>,
): Promise<Result> {
  const reader = new ArchiveReader(input);
  try {
    return await work(reader);
  } finally {
    await reader.close();
  }
}
