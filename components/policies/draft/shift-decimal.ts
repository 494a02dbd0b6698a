/** A decimal text times a power of ten, without the binary error of a division: "0.7" by -2 is 0.007. NaN when it is no number. */
export function shiftDecimal(text: string, by: number): number {
  const [mantissa = "", exponent = "0"] = text.trim().toLowerCase().split("e");
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(mantissa) || !/^[+-]?\d+$/.test(exponent)) return Number.NaN;
  return Number(`${mantissa}e${Number(exponent) + by}`);
}

/** A fraction as the percent a person types: 0.005 is "0.5". Every digit is kept, so that it converts back exactly. */
export function percentText(fraction: number): string {
  const [mantissa = "", exponent] = String(fraction).split("e");
  if (exponent !== undefined) return `${mantissa}e${Number(exponent) + 2}`;
  const [whole = "0", decimals = ""] = mantissa.split(".");
  const digits = decimals.padEnd(2, "0");
  const shifted = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  return digits.length > 2 ? `${shifted}.${digits.slice(2)}` : shifted;
}
