import { groupBy } from "../../group-by";
import { HOUR_MS } from "../../time/units";
import type { HourProfile } from "../hour-profile";

/** The profiles of consecutive hours, numbered from the start of Unix time; an hour without traffic has none. */
export type HourGrid = { first: number; hours: readonly (readonly HourProfile[])[] };

/** Puts profiles in the order of their hours, those of an hour in the order of their sizes. */
export function hourGrid(profiles: readonly HourProfile[]): HourGrid {
  const byHour = groupBy(profiles, ({ hour }) => hourNumber(hour));
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const hour of byHour.keys()) {
    first = Math.min(first, hour);
    last = Math.max(last, hour);
  }
  if (byHour.size === 0) return { first: 0, hours: [] };
  const hours = Array.from({ length: last - first + 1 }, (_, index) =>
    (byHour.get(first + index) ?? []).toSorted((a, b) => a.sizeClass - b.sizeClass),
  );
  return { first, hours };
}

function hourNumber(hour: Date): number {
  return Math.floor(hour.getTime() / HOUR_MS);
}

export function hourStart(hour: number): Date {
  return new Date(hour * HOUR_MS);
}

/** The profiles of an hour of the grid; none outside it. */
export function profilesAt({ first, hours }: HourGrid, hour: number): readonly HourProfile[] {
  return hours[hour - first] ?? [];
}
