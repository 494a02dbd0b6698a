import { coverage, minuteUptime } from "@/lib/domain/uptime/uptime";
import type { GroupMinutes } from "./read-uptime-minutes";

/** Minute-weighted uptime and coverage over groups with records; both null where minutes cannot be told apart (null groups). */
export function minuteStats(input: { groups: readonly GroupMinutes[] | null; minutesPassed: number }): {
  minutes: number | null;
  coverage: number | null;
} {
  const { groups, minutesPassed } = input;
  if (groups === null) return { minutes: null, coverage: null };
  const sum = (of: (group: GroupMinutes) => number) => groups.reduce((total, group) => total + of(group), 0);
  const measured = sum((group) => group.measured);
  return {
    minutes: minuteUptime({ measured, down: sum((group) => group.down) }),
    coverage: coverage(measured, groups.length, minutesPassed),
  };
}
