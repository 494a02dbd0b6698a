/** The SVG path of values from zero up: straight segments, a new start after every gap, a dash for a lone value. */
export function sparkPath(values: (number | null)[], width: number, height: number): string {
  const max = Math.max(0, ...values.map((value) => value ?? 0));
  const x = (index: number) => round(values.length < 2 ? 0 : (index / (values.length - 1)) * width);
  const y = (value: number) => round(height - 1.5 - (max === 0 ? 0 : (value / max) * (height - 3)));
  const known = (index: number) => (values[index] ?? null) !== null;

  return values
    .map((value, index) => {
      if (value === null) return "";
      if (!known(index - 1)) return `M${x(index)} ${y(value)}${known(index + 1) ? "" : "h1.5"}`;
      return `L${x(index)} ${y(value)}`;
    })
    .join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
