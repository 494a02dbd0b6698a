import { coverage, minuteUptime } from "@/lib/domain/uptime/uptime";
import type { CellMinutes } from "./read-uptime-minutes";

/** Minute-weighted uptime and coverage over cells with records; both null where minutes cannot be told apart (null cells). */
export function minuteFigures(input: { cells: readonly CellMinutes[] | null; minutesPassed: number }): {
  minutes: number | null;
  coverage: number | null;
} {
  const { cells, minutesPassed } = input;
  if (cells === null) return { minutes: null, coverage: null };
  const sum = (of: (cell: CellMinutes) => number) => cells.reduce((total, cell) => total + of(cell), 0);
  const measured = sum((cell) => cell.measured);
  return {
    minutes: minuteUptime({ measured, down: sum((cell) => cell.down) }),
    coverage: coverage(measured, cells.length, minutesPassed),
  };
}
