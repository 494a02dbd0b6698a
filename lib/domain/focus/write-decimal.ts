import { type FocusDecimal, ONE } from "./focus-decimal";

const ZERO = 48;
const MINUS = 45;
const POINT = 46;
const NINE_DIGITS = 1_000_000_000;
const SIXTEEN_BITS = 65_536;
const WORD_MAX = 2n ** 63n - 1n;

/** As many as a decimal of 128 bits may take. */
export const DECIMAL_TEXT_BYTES = 64;

/** The digits of every number below a thousand, three bytes each. */
const THREE_DIGITS = Uint8Array.from(
  Array.from({ length: 1_000 }, (_, number) => String(number).padStart(3, "0")).join(""),
  (digit) => ZERO + Number(digit),
);
// A number of 64 bits is read through these as two halves: big integers of its digits would all be garbage at once.
const word = new BigInt64Array(1);
const halves = new Uint32Array(word.buffer);
const [LOW, HIGH] = new Uint32Array(new BigInt64Array([1n]).buffer)[0] === 1 ? [0, 1] : [1, 0];

/** Writes a decimal as formatFocusDecimal formats it; returns where it ends. Throws a RangeError on more than 128 bits. */
export function writeDecimal(bytes: Uint8Array, at: number, value: FocusDecimal): number {
  if (value < 0n) {
    bytes[at] = MINUS;
    return writeDecimal(bytes, at + 1, -value);
  }
  if (value <= WORD_MAX) return writeWord(bytes, at, value, true);
  const whole = value / ONE;
  return writeWord(bytes, writeDigits(bytes, at, whole.toString()), value - whole * ONE, false);
}

/** Writes a whole number from 0 to 2⁵³; returns where it ends. */
export function writeCount(bytes: Uint8Array, at: number, count: number): number {
  let end = at + 1;
  for (let power = 10; power <= count; power *= 10) end++;
  let rest = count;
  for (let place = end - 1; place >= at; place--) {
    const tenth = Math.floor(rest / 10);
    bytes[place] = ZERO + (rest - tenth * 10);
    rest = tenth;
  }
  return end;
}

/** A decimal of 63 bits, or the fraction of one: divided by 10⁹ in steps of sixteen bits, so that every number is exact. */
function writeWord(bytes: Uint8Array, at: number, value: FocusDecimal, hasWhole: boolean): number {
  word[0] = value;
  const low = halves[LOW] ?? 0;
  const upper = (halves[HIGH] ?? 0) * SIXTEEN_BITS + (low >>> 16);
  const upperQuotient = Math.floor(upper / NINE_DIGITS);
  const lower = (upper - upperQuotient * NINE_DIGITS) * SIXTEEN_BITS + (low & (SIXTEEN_BITS - 1));
  const lowerQuotient = Math.floor(lower / NINE_DIGITS);
  const quotient = upperQuotient * SIXTEEN_BITS + lowerQuotient;
  const whole = Math.floor(quotient / NINE_DIGITS);
  const end = hasWhole ? writeCount(bytes, at, whole) : at;
  return writeFraction(bytes, end, quotient - whole * NINE_DIGITS, lower - lowerQuotient * NINE_DIGITS);
}

/** Two times nine digits after the point, without the zeros they end with. */
function writeFraction(bytes: Uint8Array, at: number, upper: number, lower: number): number {
  if (upper === 0 && lower === 0) return at;
  bytes[at] = POINT;
  writeNineDigits(bytes, at + 1, upper);
  let end = at + 10;
  if (lower !== 0) {
    writeNineDigits(bytes, end, lower);
    end += 9;
  }
  while (bytes[end - 1] === ZERO) end--;
  return end;
}

function writeNineDigits(bytes: Uint8Array, at: number, value: number): void {
  const thousands = Math.floor(value / 1_000);
  const millions = Math.floor(thousands / 1_000);
  writeThreeDigits(bytes, at, millions);
  writeThreeDigits(bytes, at + 3, thousands - millions * 1_000);
  writeThreeDigits(bytes, at + 6, value - thousands * 1_000);
}

function writeThreeDigits(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = THREE_DIGITS[value * 3] ?? ZERO;
  bytes[at + 1] = THREE_DIGITS[value * 3 + 1] ?? ZERO;
  bytes[at + 2] = THREE_DIGITS[value * 3 + 2] ?? ZERO;
}

function writeDigits(bytes: Uint8Array, at: number, digits: string): number {
  for (let place = 0; place < digits.length; place++) bytes[at + place] = digits.charCodeAt(place);
  return at + digits.length;
}
