import { parseUsd } from "../pricing/usd";

/** How far a price of so many tokens is from one of a million, in powers of ten. */
export const UNIT_POWERS = { token: 6, "1K tokens": 3, "1M tokens": 0 } as const;
export type PriceUnit = keyof typeof UNIT_POWERS;

/**
 * The price of a million tokens in 10⁻¹² of its currency, from a decimal text or a JSON number (by its shortest text); null
 * where it is none.
 *
 * The point is moved in the text, so that 3.625e-9 a token is 0.003625 and not what floats make of it.
 */
export function picoPerM(value: string | number, unit: PriceUnit): bigint | null {
  const [digits = "", exponent = "0", ...rest] = String(value).toLowerCase().split("e");
  if (rest.length > 0 || !/^[+-]?\d{1,3}$/.test(exponent)) return null;
  return parseUsd(`${digits}e${Number(exponent) + UNIT_POWERS[unit]}`);
}
