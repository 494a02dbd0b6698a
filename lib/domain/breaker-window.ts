import type { BreakerAttempt } from "./breaker-feed";
import type { LatencyTrigger } from "./breaker-policy";
import { rankOf } from "./nearest-rank";
import { percentileOf } from "./percentile";

/** Latency samples of the window, and how many of them lie above the limit they were counted for. */
type Gauge = { readonly trigger: LatencyTrigger; readonly samples: number; readonly over: number };

/**
 * The judged attempts a breaker looks at, in the order of their ends; never changed, only replaced.
 *
 * Blocks keep that cheap: joining or leaving copies one block and the list of them, however long the window.
 */
export type BreakerWindow = {
  readonly blocks: readonly (readonly BreakerAttempt[])[];
  /** Attempts at the head of the first block that have left. */
  readonly gone: number;
  readonly n: number;
  readonly failures: number;
  readonly gauge: Gauge | null;
};

const BLOCK = 256;

export const EMPTY_WINDOW: BreakerWindow = { blocks: [], gone: 0, n: 0, failures: 0, gauge: null };

/** The window of attempts given in the order of their ends. */
export function windowOf(attempts: readonly BreakerAttempt[]): BreakerWindow {
  const blocks: BreakerAttempt[][] = [];
  for (let i = 0; i < attempts.length; i += BLOCK) blocks.push(attempts.slice(i, i + BLOCK));
  const failures = attempts.filter((attempt) => attempt.failed).length;
  return { ...EMPTY_WINDOW, blocks, n: attempts.length, failures };
}

/** The attempts of the window, the earliest end first. */
export function windowAttempts(window: BreakerWindow): BreakerAttempt[] {
  return window.blocks.flat().slice(window.gone);
}

/** The end of the attempt that leaves next, or null of none. */
export function earliestEndUs(window: BreakerWindow): number | null {
  return window.blocks[0]?.[window.gone]?.endUs ?? null;
}

/** The window with one more attempt, at the place its end gives it; after those that ended with it. */
export function joinWindow(window: BreakerWindow, attempt: BreakerAttempt): BreakerWindow {
  let at = window.blocks.length - 1;
  while (at > 0 && (window.blocks[at]?.[0]?.endUs ?? 0) > attempt.endUs) at -= 1;
  const block = window.blocks[at] ?? [];
  let place = block.length;
  const first = at === 0 ? window.gone : 0;
  while (place > first && (block[place - 1]?.endUs ?? 0) > attempt.endUs) place -= 1;
  const joined = block.toSpliced(place, 0, attempt);
  const halves = joined.length > 2 * BLOCK ? [joined.slice(0, BLOCK), joined.slice(BLOCK)] : [joined];
  const atEnd = at === window.blocks.length - 1 && place === block.length && block.length >= BLOCK;
  const blocks = atEnd ? [...window.blocks, [attempt]] : window.blocks.toSpliced(Math.max(at, 0), 1, ...halves);
  return counted({ ...window, blocks }, attempt, 1);
}

/** The window without what ended before an instant and without all but its last so many. */
export function trimWindow(window: BreakerWindow, fromUs: number, most: number): BreakerWindow {
  let trimmed = window;
  for (;;) {
    const earliest = trimmed.blocks[0]?.[trimmed.gone];
    if (earliest === undefined || (earliest.endUs >= fromUs && trimmed.n <= most)) return trimmed;
    trimmed = counted(withoutEarliest(trimmed), earliest, -1);
  }
}

/** The window counting the samples above this trigger's limit from now on; recounts only when it counted for another. */
export function gaugeWindow(window: BreakerWindow, trigger: LatencyTrigger | null): BreakerWindow {
  if (trigger === null) return window.gauge === null ? window : { ...window, gauge: null };
  const known = window.gauge?.trigger;
  if (known?.metric === trigger.metric && known.max_ms === trigger.max_ms) return window;
  const samples = windowAttempts(window).flatMap((attempt) => sampleUs(attempt, trigger) ?? []);
  const over = samples.filter((us) => isOver(us, trigger)).length;
  return { ...window, gauge: { trigger, samples: samples.length, over } };
}

/** Latency samples the trigger would judge: successes, streamed ones where it looks at the TTFT. */
export function sampleCount(window: BreakerWindow): number {
  return window.gauge?.samples ?? 0;
}

/**
 * Whether the trigger's percentile lies above its limit.
 *
 * Only counts are compared: the nearest-rank sample is above the limit exactly when fewer samples than its rank are not.
 */
export function isSlow(window: BreakerWindow, trigger: LatencyTrigger): boolean {
  if (window.gauge === null || window.gauge.samples === 0) return false;
  const { samples, over } = window.gauge;
  return samples - over < rankOf(trigger.percentile / 100, samples);
}

/** The trigger's nearest-rank percentile in ms, or null without samples. Sorts: for evidence, not for judging. */
export function windowPercentileMs(window: BreakerWindow, trigger: LatencyTrigger | null): number | null {
  if (trigger === null) return null;
  const samples = windowAttempts(window).flatMap((attempt) => sampleUs(attempt, trigger) ?? []);
  const us = percentileOf(samples, trigger.percentile / 100);
  return us === null ? null : us / 1000;
}

function withoutEarliest(window: BreakerWindow): BreakerWindow {
  const gone = window.gone + 1;
  if (gone < (window.blocks[0]?.length ?? 0)) return { ...window, gone };
  return { ...window, blocks: window.blocks.slice(1), gone: 0 };
}

// Written field by field: this runs for every attempt ever logged, and spreading is several times slower.
function counted(
  { blocks, gone, n, failures, gauge }: BreakerWindow,
  attempt: BreakerAttempt,
  by: 1 | -1,
): BreakerWindow {
  return {
    blocks,
    gone,
    n: n + by,
    failures: failures + (attempt.failed ? by : 0),
    gauge: gauge === null ? null : countedGauge(gauge, attempt, by),
  };
}

function countedGauge(gauge: Gauge, attempt: BreakerAttempt, by: 1 | -1): Gauge {
  const { trigger, samples, over } = gauge;
  const us = sampleUs(attempt, trigger);
  if (us === null) return gauge;
  return { trigger, samples: samples + by, over: over + (isOver(us, trigger) ? by : 0) };
}

function sampleUs(attempt: BreakerAttempt, trigger: LatencyTrigger): number | null {
  if (attempt.failed) return null;
  return trigger.metric === "ttft_ms" ? attempt.ttftUs : attempt.durationUs;
}

// Divided, not multiplied: 800.1 × 1000 need not be 800100 in binary, but 800100 / 1000 is the same number as 800.1.
function isOver(us: number, trigger: LatencyTrigger): boolean {
  return us / 1000 > trigger.max_ms;
}
