/** The next round number (1, 2, 2.5 or 5 times a power of ten) that is not below a value: where an axis ends. */
export function niceCeil(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(3));
}
