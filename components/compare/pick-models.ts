import type { ModelStats } from "@/lib/contract/stats";

export const MIN_PICKS = 2;
export const MAX_PICKS = 8;
const DEFAULT_PICKS = 4;

/** The models to compare: those asked for (at most eight), else the busiest few of the window. */
export function pickModels(asked: readonly string[], models: readonly ModelStats[]): string[] {
  if (asked.length >= MIN_PICKS) return asked.slice(0, MAX_PICKS);
  const busiest = models.toSorted((a, b) => b.requests - a.requests).map(({ model }) => model);
  return [...new Set([...asked, ...busiest])].slice(0, DEFAULT_PICKS);
}
