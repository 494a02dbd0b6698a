/**
 * A sum in whole parts in proportion to weights: they add up to it exactly. Each is rounded down, and what is over goes to the
 * largest remainders, the first of equal ones. Without any weight nothing is shared out, and every part is 0.
 */
export function shareOut(pico: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole === 0n) return weights.map(() => 0n);
  const parts = weights.map((weight) => (pico * weight) / whole);
  const left = Number(pico - parts.reduce((sum, part) => sum + part, 0n));
  const remainders = weights.map((weight, index) => ({ index, rest: (pico * weight) % whole }));
  remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1));
  for (const { index } of remainders.slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts;
}
