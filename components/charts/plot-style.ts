/** How every axis looks. */
export const TICK = { fontSize: 11, fill: "var(--sw-muted)" } as const;

export const AXIS = {
  tick: TICK,
  tickLine: false,
  axisLine: { stroke: "var(--sw-line-strong)" },
  minTickGap: 12,
} as const;
