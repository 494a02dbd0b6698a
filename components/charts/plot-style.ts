/** How every axis looks. */
export const TICK = { fontSize: 11, fill: "var(--sw-muted)" } as const;

/** An axis breaks its texts at spaces. */
export function unbroken(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}

/** What stands around the plot of a chart over time. */
export const TIME_MARGIN = { top: 8, right: 12, bottom: 0, left: 0 } as const;
export const VALUE_AXIS_WIDTH = 58;

/** What a chart over time has left and right of its plot, and below it. */
export const PLOT_LEFT = VALUE_AXIS_WIDTH + TIME_MARGIN.left;
export const PLOT_RIGHT = TIME_MARGIN.right;
export const TIME_AXIS_HEIGHT = 30;

/** How wide the plot itself is within a chart over time. */
export function timePlotWidth(width: number): number {
  return Math.max(1, width - PLOT_LEFT - PLOT_RIGHT);
}

export const AXIS = {
  tick: TICK,
  tickLine: false,
  axisLine: { stroke: "var(--sw-line-strong)" },
  minTickGap: 12,
} as const;
