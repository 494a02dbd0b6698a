const NONE = -(2 ** 31);
const HALF = 2 ** 32;
/** So many lower halves add up to less than 2^53. */
const EXACT_MAX = 2 ** 20;

/**
 * Costs of attempts in picodollars, or that there is none.
 *
 * Kept as two halves of 32 bits each: a bigint made for each of a million attempts takes longer than all that is done with it.
 */
export class Costs {
  readonly #high: Int32Array;
  readonly #low: Uint32Array;

  /** Room for so many, none of them known. */
  constructor(n: number) {
    this.#high = new Int32Array(n).fill(NONE);
    this.#low = new Uint32Array(n);
  }

  has(index: number): boolean {
    return this.#high[index] !== NONE;
  }

  /** The cost, or null of none. */
  get(index: number): bigint | null {
    return this.has(index) ? (BigInt(this.high(index)) << 32n) | BigInt(this.low(index)) : null;
  }

  set(index: number, pico: bigint): void {
    this.setHalves(index, Number(pico >> 32n), Number(BigInt.asUintN(32, pico)));
  }

  setHalves(index: number, high: number, low: number): void {
    this.#high[index] = high;
    this.#low[index] = low;
  }

  high(index: number): number {
    return this.#high[index] ?? NONE;
  }

  low(index: number): number {
    return this.#low[index] ?? 0;
  }

  /** The cost for estimates: exact up to 2^53, of the nearest number beyond. */
  estimate(index: number): number {
    return this.high(index) * HALF + this.low(index);
  }

  /** Puts those of others behind one another from a place on. */
  copyFrom(others: Costs, at: number): void {
    this.#high.set(others.#high, at);
    this.#low.set(others.#low, at);
  }
}

/** A sum of costs to the picodollar. */
export class CostSum {
  #whole = 0n;
  #high = 0;
  #low = 0;
  #n = 0;

  add(costs: Costs, index: number): void {
    this.#high += costs.high(index);
    this.#low += costs.low(index);
    this.#n += 1;
    if (this.#n === EXACT_MAX) this.#settle();
  }

  get pico(): bigint {
    this.#settle();
    return this.#whole;
  }

  #settle(): void {
    this.#whole += (BigInt(this.#high) << 32n) + BigInt(this.#low);
    this.#high = 0;
    this.#low = 0;
    this.#n = 0;
  }
}
