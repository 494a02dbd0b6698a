import { divideHalfEven } from "./divide-half-even";

/** Money is kept as whole numbers of 10⁻¹² USD ("pico USD"). */
export const PICO_PER_USD = 1_000_000_000_000n;
const DECIMALS = 12;
/** Longer texts, or more than this many powers of ten, are no sum of money but an attack on memory. */
const LENGTH_MAX = 64;
const EXPONENT_MAX = 40;
const NUMBER = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads a decimal such as "0.28", "2.8e-7" or a JS number (by its shortest text) as pico USD, or null if it is none.
 *
 * More than 12 decimals round half to even. No spaces, signs of currency or thousands separators.
 */
export function parseUsd(value: string | number): bigint | null {
  const text = String(value);
  const match = text.length <= LENGTH_MAX ? NUMBER.exec(text) : null;
  if (!match) return null;
  const [, sign, whole = "", fraction = "", exponentText = "0"] = match;
  const exponent = Number(exponentText);
  if (whole + fraction === "" || Math.abs(exponent) > EXPONENT_MAX) return null;

  const digits = BigInt(whole + fraction);
  const shift = DECIMALS + exponent - fraction.length;
  const pico = shift >= 0 ? digits * 10n ** BigInt(shift) : divideHalfEven(digits, 10n ** BigInt(-shift));
  return sign === "-" ? -pico : pico;
}

/** The plain decimal of a sum: no exponent, no trailing zeros, "0" for nothing. parseUsd reads it back exactly. */
export function formatUsd(pico: bigint): string {
  const digits = (pico < 0n ? -pico : pico).toString().padStart(DECIMALS + 1, "0");
  const whole = digits.slice(0, -DECIMALS);
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, "");
  return `${pico < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
