import type { MinuteSpan } from "../time/segments";

/** The moments of a replay, and which spans each of their windows is made of. */
export type ReplayTicks = {
  /** Epoch minutes, ascending: at each, the windows that end there are judged. */
  minutes: readonly number[];
  /** The position of the span after a tick's last one. */
  ends: Int32Array;
  /** By the length of a window in minutes: the position of the first span of each tick's. */
  starts: ReadonlyMap<number, Int32Array>;
  /** How many spans there are. */
  spans: number;
};

type TicksInput = {
  /** Contiguous and ascending: what sums are known of. */
  spans: readonly MinuteSpan[];
  /** The lengths of the windows that are judged together. */
  windows: readonly number[];
  /** Nothing is judged before. */
  from: number;
};

/** A tick at the end of each span at which every window begins where a span does, so that no window is an estimate. */
export function replayTicks({ spans, windows, from }: TicksInput): ReplayTicks {
  const first = spans[0]?.from ?? 0;
  const positions = new Int32Array((spans.at(-1)?.to ?? first) - first + 1).fill(-1);
  for (const [position, span] of spans.entries()) positions[span.from - first] = position;
  const startOf = (minute: number) => (minute < first ? -1 : (positions[minute - first] ?? -1));
  const judged = spans.flatMap(({ to }, position) =>
    to > from && windows.every((length) => startOf(to - length) >= 0) ? [{ to, end: position + 1 }] : [],
  );
  return {
    minutes: judged.map(({ to }) => to),
    ends: Int32Array.from(judged, ({ end }) => end),
    starts: new Map(windows.map((length) => [length, Int32Array.from(judged, ({ to }) => startOf(to - length))])),
    spans: spans.length,
  };
}

/** The first minute from which on there is a tick every minute; null where there is none. */
export function byMinuteFrom({ minutes }: ReplayTicks): number | null {
  let from = minutes.at(-1) ?? null;
  for (let tick = minutes.length - 2; tick >= 0 && from !== null; tick--) {
    const minute = minutes[tick] ?? 0;
    if (from - minute > 1) return tick === minutes.length - 2 ? null : from;
    from = minute;
  }
  return from;
}
