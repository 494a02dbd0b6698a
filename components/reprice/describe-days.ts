import { t } from "@/lib/messages/translate";

/** "2026-03-01 to 2026-03-31, UTC": the days of a half-open range, the last of which is the one before its end. */
export function describeDays({ from, to }: { from: string; to: string }): string {
  const last = new Date(Date.parse(to) - 1).toISOString().slice(0, 10);
  return t("{first} to {last}, UTC", { first: from.slice(0, 10), last });
}
