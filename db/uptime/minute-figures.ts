import { coverage, minuteUptime } from "@/lib/domain/uptime";
import type { CellMinutes } from "./read-uptime-minutes";

/**
 * Minute-weighted uptime and coverage over cells; both null where minutes cannot be told apart (null cells).
 *
 * `cellsSeen` counts every cell with a record, also those whose records say nothing of being up or down.
 */
export function minuteFigures(input: {
  cells: readonly CellMinutes[] | null;
  cellsSeen: number;
  minutesPassed: number;
}): { minutes: number | null; coverage: number | null } {
  const { cells, cellsSeen, minutesPassed } = input;
  if (cells === null) return { minutes: null, coverage: null };
  const sum = (of: (cell: CellMinutes) => number) => cells.reduce((total, cell) => total + of(cell), 0);
  const measured = sum((cell) => cell.measured);
  return {
    minutes: minuteUptime({ measured, down: sum((cell) => cell.down) }),
    coverage: coverage(measured, cellsSeen, minutesPassed),
  };
}
