import type { ArchivedDay } from "@/db/archive/archived-days";
import { isoDay } from "@/db/partitions/partition-days";

/** A day as `npm run archive -- list` shows it: where its attempts are, and what holds it up. */
export function archiveLine(archivedDay: ArchivedDay): string {
  const { day, archived, error } = archivedDay;
  const why = error === null ? "" : `: ${error}`;
  if (!archived) return `${isoDay(day)}  not archived${why}`;
  const { rows, bytes, target, file } = archived;
  const each = rows === 0 ? 0 : Math.round(bytes / rows);
  const held = error === null ? "" : ` (not archived anew${why})`;
  return `${isoDay(day)}  ${placeOf(archivedDay)}: ${rows} attempts, ${each} bytes each, ${target} ${file}${held}`;
}

function placeOf({ archived, droppedAt, restoredUntil }: ArchivedDay): string {
  if (restoredUntil) return `restored until ${restoredUntil.toISOString()}`;
  if (!droppedAt) return "in the database too";
  return archived?.isWhole ? "archived" : "archived, a part of the day";
}
