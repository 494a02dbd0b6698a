import { isTimeZone } from "@/lib/domain/time/time-zone";

/** The zone that somebody typed, in the spelling of the list; null where there is none of the name. */
export function zoneNamed(typed: string, known: readonly string[]): string | null {
  const name = typed.trim().replaceAll(/\s+/g, "_");
  const listed = known.find((zone) => zone.toLowerCase() === name.toLowerCase());
  return listed ?? (isTimeZone(name) ? name : null);
}
