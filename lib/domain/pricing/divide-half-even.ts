/** The quotient rounded to whole, halves to the even neighbour, so that many roundings do not drift. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n;
  const top = dividend < 0n ? -dividend : dividend;
  const bottom = divisor < 0n ? -divisor : divisor;
  const down = top / bottom;
  const twiceRest = (top % bottom) * 2n;
  const up = twiceRest > bottom || (twiceRest === bottom && down % 2n === 1n);
  const rounded = up ? down + 1n : down;
  return negative ? -rounded : rounded;
}
