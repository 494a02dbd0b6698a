import { DEFAULT_BREAKDOWNS } from "@/lib/domain/breakdown";
import type { Retention } from "../aggregates/group-types";

/** A store that lacks nothing, with the breakdowns that every store has, by the numbers that the migration gave them. */
export const EVERYTHING_RETAINED: Retention = {
  breakdowns: DEFAULT_BREAKDOWNS.map((dimensions, index) => ({
    id: index + 1,
    dimensions,
    completeFrom: Number.NEGATIVE_INFINITY,
  })),
  minuteRetainedFrom: Number.NEGATIVE_INFINITY,
  rawRetainedFrom: Number.NEGATIVE_INFINITY,
};
