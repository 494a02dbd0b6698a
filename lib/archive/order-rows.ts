import { ARCHIVE_NAMES, type ArchiveRow, archivePlace } from "@/lib/domain/archive/archive-columns";

// What repeats longest comes first.
const BY = [...ARCHIVE_NAMES, "price_id", "streamed", "outcome"].map(archivePlace);
const START = archivePlace("started_at");
const UUID = archivePlace("id_uuid");
const TEXT = archivePlace("id_text");

/** Rows of one group in the order that makes them smallest: those that went the same way beside each other, each by time. */
export function orderRows(rows: readonly ArchiveRow[]): ArchiveRow[] {
  const keyed = rows.map((row) => ({
    row,
    way: BY.map((place) => row[place] ?? "").join("\0"),
    startedAt: Number(row[START]),
  }));
  keyed.sort((left, right) => {
    if (left.way !== right.way) return left.way < right.way ? -1 : 1;
    if (left.startedAt !== right.startedAt) return left.startedAt - right.startedAt;
    return idOf(left.row) < idOf(right.row) ? -1 : 1;
  });
  return keyed.map(({ row }) => row);
}

function idOf(row: ArchiveRow): string {
  return `${row[UUID] ?? ""}${row[TEXT] ?? ""}`;
}
