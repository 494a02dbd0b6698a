import type { Filters } from "@/lib/contract/common";
import { REPORT_DIMENSIONS, type SpendGroup } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { DAY_MINUTES, HOUR_MINUTES, QUARTER_MINUTES } from "@/lib/domain/time/units";
import { filtersAttempts } from "./filter-sql";
import { ATTEMPTS, chooseSource } from "./group-source";
import type { Retention } from "./group-types";

/**
 * A window is cut into at least so many blocks where it is long enough: an hour's are of five minutes, a week's are days, which are
 * read as quickly as the window itself. More would tell little: the slowest eight waves among them count.
 */
const BLOCKS_WANTED = 7;
/** Each divides a longer one that a level of the sums has, so that blocks are whole rows of it. */
const STEPS_MINUTES = [
  1,
  2,
  5,
  15,
  30,
  HOUR_MINUTES,
  120,
  180,
  360,
  720,
  DAY_MINUTES,
  2 * DAY_MINUTES,
  3 * DAY_MINUTES,
];
const WEEK_MINUTES = 7 * DAY_MINUTES;

type BlocksInput = {
  span: MinuteSpan;
  filters: Filters;
  groupBy: readonly SpendGroup[];
  retention: Retention;
};

/** The blocks of time of a window, contiguous, in steps of UTC, from which bands learn how alike neighbouring samples are. */
export function timeBlocks({ span, ...question }: BlocksInput): MinuteSpan[] {
  const length = span.to - span.from;
  const finest = finestStep(span.from, question);
  const steps = [...STEPS_MINUTES, ...weeksUpTo(length)].filter((step) => step >= finest);
  const step = steps.findLast((one) => length / one >= BLOCKS_WANTED) ?? steps[0] ?? length;
  const blocks: MinuteSpan[] = [];
  for (let from = span.from; from < span.to; ) {
    const to = Math.min(span.to, (Math.floor(from / step) + 1) * step);
    blocks.push({ from, to });
    from = to;
  }
  return blocks;
}

function weeksUpTo(length: number): number[] {
  return Array.from({ length: Math.floor(length / WEEK_MINUTES) }, (_, index) => (index + 1) * WEEK_MINUTES);
}

/** The shortest step whose edges every row that answers the question can be told apart at. */
function finestStep(from: number, { filters, groupBy, retention }: Omit<BlocksInput, "span">): number {
  const isOfAttempts = filtersAttempts(filters) !== undefined;
  const dimensions = REPORT_DIMENSIONS.filter((name) => groupBy.includes(name) || filters[name].length > 0);
  const source = isOfAttempts ? ATTEMPTS : chooseSource(dimensions, retention.breakdowns);
  if (from >= retention.rawRetainedFrom && source.unsealed === null) return 1;
  if (source.levels.minute && from >= retention.minuteRetainedFrom) return 1;
  if (from < (retention.quarterRetainedFrom ?? Number.NEGATIVE_INFINITY)) return DAY_MINUTES;
  return source.levels.quarter ? QUARTER_MINUTES : HOUR_MINUTES;
}
