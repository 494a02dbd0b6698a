/** How every axis looks. */
export const TICK = { fontSize: 11, fill: "var(--sw-muted)" } as const;

/** An axis breaks its texts at spaces. */
export function unbroken(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}

/** What stands around the plot of a chart over time. */
export const TIME_MARGIN = { top: 8, right: 12, bottom: 0, left: 0 } as const;
export const VALUE_AXIS_WIDTH = 58;

/** How wide the plot itself is within a chart over time. */
export function timePlotWidth(width: number): number {
  return Math.max(1, width - VALUE_AXIS_WIDTH - TIME_MARGIN.left - TIME_MARGIN.right);
}

export const AXIS = {
  tick: TICK,
  tickLine: false,
  axisLine: { stroke: "var(--sw-line-strong)" },
  minTickGap: 12,
} as const;

/** The line of something that happened. */
export const MARK_LINE = { stroke: "var(--sw-muted)", strokeDasharray: "2 3", strokeOpacity: 0.9 };
