/** Amounts and quantities of FOCUS files: whole numbers of 10⁻¹⁸, so that a price in 10⁻¹² USD per million tokens times tokens is exact. */
export type FocusDecimal = bigint;

export const DECIMAL_SCALE = 18;
export const ONE: FocusDecimal = 10n ** BigInt(DECIMAL_SCALE);
const PER_PICO = 1_000_000n;
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:E(-?\d{1,3}))?$/;

/** Of a number of at most 2⁵³. */
export function ofPico(pico: bigint | number): FocusDecimal {
  if (typeof pico === "bigint") return pico * PER_PICO;
  const atto = pico * 1_000_000;
  return Number.isSafeInteger(atto) ? BigInt(atto) : BigInt(pico) * PER_PICO;
}

/** Rounded down. */
export function picoOf(value: FocusDecimal): bigint {
  return value / PER_PICO;
}

export function ofWhole(count: number | bigint): FocusDecimal {
  return BigInt(count) * ONE;
}

/** A share as a decimal of six places, rounded down; null of nothing. */
export function ofShare(part: number, whole: number): FocusDecimal | null {
  if (whole === 0) return null;
  // Most are none or all.
  if (part === 0) return 0n;
  if (part === whole) return ONE;
  return (BigInt(Math.floor((part / whole) * 1_000_000)) * ONE) / 1_000_000n;
}

/** A plain decimal: no exponent, no trailing zeros, "0" for nothing. */
export function formatFocusDecimal(value: FocusDecimal): string {
  if (value < 0n) return `-${formatFocusDecimal(-value)}`;
  const digits = value.toString();
  const whole = digits.length > DECIMAL_SCALE ? digits.slice(0, digits.length - DECIMAL_SCALE) : "0";
  let end = digits.length;
  const first = Math.max(0, digits.length - DECIMAL_SCALE);
  while (end > first && digits.charCodeAt(end - 1) === 48) end--;
  if (end === first) return whole;
  const fraction = digits.slice(first, end);
  const zeros = DECIMAL_SCALE - (digits.length - first);
  return `${whole}.${zeros > 0 ? "0".repeat(zeros) : ""}${fraction}`;
}

/**
 * Reads a number as the specification writes them: digits, one point, a minus before, perhaps an exponent after "E".
 *
 * Null of anything else, and of what is finer than 10⁻¹⁸ or of more than 40 digits.
 */
export function parseFocusDecimal(text: string): FocusDecimal | null {
  const match = text.length <= 64 ? DECIMAL.exec(text) : null;
  if (!match) return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const shift = DECIMAL_SCALE - fraction.length + Number(exponent);
  if (shift > 40) return null;
  const digits = BigInt(whole + fraction);
  const divisor = shift < 0 ? 10n ** BigInt(-shift) : 1n;
  if (digits % divisor !== 0n) return null;
  const value = shift < 0 ? digits / divisor : digits * 10n ** BigInt(shift);
  return sign === "-" ? -value : value;
}
