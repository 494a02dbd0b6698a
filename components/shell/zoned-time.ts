import { zoneOffsetMs } from "@/lib/domain/time/time-zone";

/** The value of a datetime-local input ("2026-03-01T09:30") for an instant, in a zone. */
export function toLocalInput(epochMs: number, zone: string): string {
  return new Date(epochMs + zoneOffsetMs(epochMs, zone)).toISOString().slice(0, 16);
}

/** The instant a datetime-local value means in a zone, as RFC 3339 UTC; null when it is not a time. */
export function fromLocalInput(value: string, zone: string): string | null {
  const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value) ? Date.parse(`${value}:00Z`) : Number.NaN;
  if (Number.isNaN(local)) return null;
  // The offset at the first guess can be that of the other side of a clock change; the second is right.
  const guess = local - zoneOffsetMs(local, zone);
  return new Date(local - zoneOffsetMs(guess, zone)).toISOString().replace(".000Z", "Z");
}
