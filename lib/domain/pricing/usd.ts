import { divideHalfEven } from "./divide-half-even";

/** Money is kept as whole numbers of 10⁻¹² USD ("pico USD"). */
export const PICO_PER_USD = 1_000_000_000_000n;
export const PICO_PER_MICRO = 1_000_000n;
const DECIMALS = 12;
/** Longer texts, or more than this many powers of ten, are no sum of money but an attack on memory. */
const LENGTH_MAX = 64;
const EXPONENT_MAX = 40;
// Enough for any sum that a router reports of one attempt, which every record may do.
const PLAIN_LENGTH_MAX = 16;
const ZERO = 48;
const POWERS_OF_TEN = Array.from({ length: DECIMALS + 1 }, (_, power) => 10 ** power);
const NUMBER = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads a decimal such as "0.28", "2.8e-7" or a JS number (by its shortest text) as pico USD, or null if it is none.
 *
 * More than 12 decimals round half to even. No spaces, signs of currency or thousands separators.
 */
export function parseUsd(value: string | number): bigint | null {
  const pico = typeof value === "number" ? picoOfNumber(value) : picoOfPlainText(value);
  return pico === null ? picoOfAnyText(String(value)) : BigInt(pico);
}

/** Of all decimals of at most 15 digits only one rounds to a given double, so that one is its shortest text. */
function picoOfNumber(value: number): number | null {
  const pico = Math.round(value * 1e12);
  return pico >= 0 && pico < 1e15 && pico / 1e12 === value ? pico : null;
}

/** Reads digits with perhaps a point among them, where the sum is exact in a number; else null. */
function picoOfPlainText(text: string): number | null {
  if (text.length > PLAIN_LENGTH_MAX) return null;
  let digits = 0;
  let point = -1;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (text[at] === "." && point < 0) point = at;
    else return null;
  }
  if (text === "" || text === ".") return null;
  const scale = POWERS_OF_TEN[point < 0 ? DECIMALS : DECIMALS - (text.length - 1 - point)];
  const pico = digits * (scale ?? Number.NaN);
  return pico <= Number.MAX_SAFE_INTEGER ? pico : null;
}

function picoOfAnyText(text: string): bigint | null {
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

/** The same as formatUsd; null of a sum that is unknown. */
export function formatUsdOrNull(pico: bigint | null): string | null {
  return pico === null ? null : formatUsd(pico);
}

/** The plain decimal of a sum: no exponent, no trailing zeros, "0" for nothing. parseUsd reads it back exactly. */
export function formatUsd(pico: bigint): string {
  const digits = (pico < 0n ? -pico : pico).toString().padStart(DECIMALS + 1, "0");
  const whole = digits.slice(0, -DECIMALS);
  const fraction = digits.slice(-DECIMALS).replace(/0{1,12}$/, "");
  return `${pico < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
