import { t } from "@/lib/messages/translate";
import type { PlotAction } from "./plot-actions";
import type { PlotRow } from "./plot-types";

/** What a chart does with a stretch of time that was drawn over it, or with one bucket. */
export type PlotZoom = {
  onRange: (fromMs: number, toMs: number) => void;
  /** Leads to the attempts behind a stretch; left out where there are none to lead to. */
  onPoint?: (fromMs: number, toMs: number) => void;
  /** Whether one bucket alone is nothing to zoom into. */
  needsStretch?: boolean;
  /** Leads back to what was shown before; null where nothing was zoomed. */
  reset?: (() => void) | null;
};

type Drawn = { start: number; end: number };

/** The time from the start of the first of two buckets to the end of the second, whichever was pointed at first. */
export function spanOfBuckets(
  rows: readonly PlotRow[],
  { start, end }: Drawn,
  window: { from: number; to: number },
): { from: number; to: number } {
  const [first, last] = [Math.min(start, end), Math.max(start, end)];
  const next = rows.find(({ at }) => at > last);
  return { from: Math.max(first, window.from), to: Math.min(next?.at ?? window.to, window.to) };
}

/** What can be done with a stretch, or with one bucket. */
export function zoomActions(
  { onRange, onPoint, needsStretch = false }: PlotZoom,
  { from, to }: { from: number; to: number },
  isOneBucket: boolean,
): PlotAction[] {
  return [
    ...(isOneBucket && needsStretch ? [] : [{ label: t("Zoom in"), run: () => onRange(from, to) }]),
    ...(onPoint ? [{ label: t("Show attempts"), run: () => onPoint(from, to) }] : []),
  ];
}
