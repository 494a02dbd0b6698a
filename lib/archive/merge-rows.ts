import { type ArchiveRow, archivePlace } from "@/lib/domain/archive/archive-columns";
import type { Archive } from "./read-archive";

const START = archivePlace("started_at");
const KEY = [START, archivePlace("id_uuid"), archivePlace("id_text")];

type Rows = AsyncIterable<readonly ArchiveRow[]>;

/**
 * The rows of a file and those that came after it, in the order of time. Of two with the same start and id the later one stays.
 *
 * Both must be in the order of time; of the file one group is in memory, and all that start at the same instant.
 */
export async function* mergeRows(archive: Archive, late: Rows): AsyncGenerator<ArchiveRow[], void, undefined> {
  const [left, right] = [single(byTime(archive)), single(late)];
  let [old, fresh] = [await left.next(), await right.next()];
  while (!old.done || !fresh.done) {
    const at = Math.min(startOf(old), startOf(fresh));
    const same = new Map<string, ArchiveRow>();
    for (; !old.done && startOf(old) === at; old = await left.next()) same.set(keyOf(old.value), old.value);
    for (; !fresh.done && startOf(fresh) === at; fresh = await right.next()) same.set(keyOf(fresh.value), fresh.value);
    yield [...same.values()];
  }
}

type Next = IteratorResult<ArchiveRow, void>;

function startOf(next: Next): number {
  return next.done ? Number.POSITIVE_INFINITY : Number(next.value[START]);
}

function keyOf(row: ArchiveRow): string {
  return JSON.stringify(KEY.map((place) => row[place] ?? null));
}

/** Groups are spans of time that follow each other. */
async function* byTime(archive: Archive): AsyncGenerator<ArchiveRow[], void, undefined> {
  for (const group of archive.groups.keys()) {
    yield (await archive.readGroup(group)).sort((a, b) => Number(a[START]) - Number(b[START]));
  }
}

async function* single(batches: Rows): AsyncGenerator<ArchiveRow, void, undefined> {
  for await (const rows of batches) yield* rows;
}
