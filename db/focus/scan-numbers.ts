const ZERO = 48;
const NINE = 57;
const COMMA = 44;
const MINUS = 45;

/** An amount is two numbers: of what is before its last nine digits, and of these. */
const LOW_DIGITS = 9;
const HIGH_DIGITS = 15;
const LOW = 10 ** LOW_DIGITS;

/**
 * Reads a line of whole numbers separated by commas into places of an array: first `amounts` of up to 24 digits, perhaps
 * negative, in two places each, which amountOf puts together; then `counts` from 0 to 2⁵³. RangeError of any other line.
 *
 * No texts and no big integers are made, since a file may have millions of lines.
 */
export function scanNumbers(
  line: string,
  into: { numbers: Float64Array; from: number; amounts: number; counts: number },
): void {
  const { numbers, amounts, counts } = into;
  let place = into.from;
  let start = 0;
  for (let amount = 0; amount < amounts; amount++) {
    const end = line.indexOf(",", start);
    const isNegative = line.charCodeAt(start) === MINUS;
    const first = isNegative ? start + 1 : start;
    const split = Math.max(first, end - LOW_DIGITS);
    if (split - first > HIGH_DIGITS) throw notNumbers(line);
    const sign = isNegative ? -1 : 1;
    numbers[place++] = split === first ? 0 : sign * digitsOf(line, first, split);
    numbers[place++] = sign * digitsOf(line, split, end);
    start = end + 1;
  }
  const last = place + counts;
  let count = 0;
  let digits = 0;
  for (let at = start; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      count = count * 10 + (code - ZERO);
      digits++;
      continue;
    }
    if (code !== COMMA || digits === 0 || place >= last - 1) throw notNumbers(line);
    numbers[place++] = count;
    count = 0;
    digits = 0;
  }
  if (digits === 0 || place !== last - 1) throw notNumbers(line);
  numbers[place] = count;
}

/** The amount that was read into this place and the next. */
export function amountOf(numbers: Float64Array, place: number): bigint {
  const [high, low] = [numbers[place] ?? 0, numbers[place + 1] ?? 0];
  const amount = high * LOW + low;
  return Number.isSafeInteger(amount) ? BigInt(amount) : BigInt(high) * BigInt(LOW) + BigInt(low);
}

function digitsOf(line: string, from: number, to: number): number {
  if (from >= to) throw notNumbers(line);
  let number = 0;
  for (let at = from; at < to; at++) {
    const code = line.charCodeAt(at);
    if (code < ZERO || code > NINE) throw notNumbers(line);
    number = number * 10 + (code - ZERO);
  }
  return number;
}

function notNumbers(line: string): RangeError {
  return new RangeError(`Not a line of numbers: ${line}`);
}
