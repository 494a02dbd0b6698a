export type HeatStep = { upTo: number; label: string };

/** Which of the six heat colours a value has: the first step it does not exceed, else the last colour. */
export function heatStep(value: number, steps: readonly HeatStep[]): number {
  const found = steps.findIndex(({ upTo }) => value <= upTo);
  return found === -1 ? steps.length : found;
}

/** Up to five limits between the least and the largest value, so that equal steps look equal; none is written twice. */
export function heatSteps(values: number[], format: (value: number) => string): HeatStep[] {
  if (values.length === 0) return [];
  const min = Math.min(...values);
  const max = Math.max(...values);
  const width = (max - min) / 6;
  const limits = [1, 2, 3, 4, 5].map((step) => min + step * width);
  const byLabel = new Map(limits.map((upTo) => [`≤ ${format(upTo)}`, upTo]));
  return [...byLabel].map(([label, upTo]) => ({ upTo, label }));
}
