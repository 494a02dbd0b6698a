import type { ArchivedFile } from "@/db/archive/archived-days";
import { type Archive, ArchiveError, readArchive } from "@/lib/archive/read-archive";
import { RowsDigest } from "@/lib/archive/rows-digest";
import { type ArchiveTotals, addTotals } from "@/lib/domain/archive/archive-totals";
import type { ArchiveStores } from "./archive-stores";
import { sha256Of } from "./stored-file";

type Expected = Pick<ArchivedFile, "target" | "file" | "rows" | "bytes" | "sha256" | "digest"> & { day: string };

/** Reads a whole file back, and resolves to what its rows add up to. ArchiveError where anything differs from what was written. */
export async function verifyFile(stores: ArchiveStores, expected: Expected): Promise<ArchiveTotals> {
  const file = await stores(expected.target).open(expected.file);
  try {
    check("bytes", file.byteLength, expected.bytes);
    check("SHA-256", await sha256Of(file), expected.sha256);
    const archive = await readArchive(file);
    check("day", archive.day, expected.day);
    check("attempts", archive.rows, expected.rows);
    const digest = new RowsDigest();
    const totals: ArchiveTotals = new Map();
    for await (const rows of rowsOf(archive)) {
      digest.add(rows);
      addTotals(totals, rows);
    }
    check("rows' digest", digest.end(), expected.digest);
    return totals;
  } finally {
    await file.close();
  }
}

/** The rows of a file, group after group. */
export async function* rowsOf(archive: Archive) {
  for (const group of archive.groups.keys()) yield await archive.readGroup(group);
}

function check(what: string, found: string | number, expected: string | number): void {
  if (found !== expected) throw new ArchiveError(`The file's ${what}: ${found} instead of ${expected}`);
}
