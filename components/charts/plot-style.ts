/** How every axis looks. */
export const TICK = { fontSize: 11, fill: "var(--sw-muted)" } as const;

/** An axis breaks its texts at spaces. */
export function unbroken(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}

export const AXIS = {
  tick: TICK,
  tickLine: false,
  axisLine: { stroke: "var(--sw-line-strong)" },
  minTickGap: 12,
} as const;
