import type { MinuteSpan } from "../time/segments";
import type { Verdict } from "./alert-state";

/** The verdict of each minute on a condition that was noted when it began and ended: it holds within these spans, in any order. */
export function heldVerdicts(minutes: readonly number[], spans: readonly MinuteSpan[]): (tick: number) => Verdict {
  return (tick) => {
    const minute = minutes[tick] ?? 0;
    return spans.some(({ from, to }) => from <= minute && minute < to) ? "breached" : "ok";
  };
}
