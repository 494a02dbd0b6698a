import { HOUR_US } from "../time/units";

/**
 * The fixed bins of every sketch, over whole units from 0 to LIMIT.
 *
 * Below LINEAR_END bins are LINEAR_WIDTH wide (an absolute error of 50 units); above, each bin is
 * [lo, ⌊lo·(1+α)/(1−α)⌋] with α = 0.9 %, whose representative is within α of everything in it.
 * Stored sketches hold bin numbers: changing anything here orphans them.
 */
const ALPHA_PER_MILLE = 9;
const LINEAR_WIDTH = 100;
const LINEAR_END = 5_000;

/** The largest value a sketch tells apart: one hour in µs. Larger ones count as this. */
export const SKETCH_LIMIT = HOUR_US;

/** lows[b] is the least value of bin b, and lows[BIN_COUNT] is past the last. */
const lows = lowerEdges();
export const BIN_COUNT = lows.length - 1;
const representatives = Float64Array.from({ length: BIN_COUNT }, (_, bin) => representativeOf(bin));

// A cell is 1/128 of a power of two, narrower than any bin, so it meets at most two neighbours.
const SLOT_BITS = 7;
const FIRST_EXPONENT = 12;
const binOfSlot = slotTable();

/** The bin of a value; fractions are dropped, below 0 (and NaN) counts as 0, above the limit as the limit. */
export function binOf(value: number): number {
  if (!(value >= LINEAR_END)) return value > 0 ? (value / LINEAR_WIDTH) | 0 : 0;
  if (value >= SKETCH_LIMIT) return BIN_COUNT - 1;
  const whole = value >>> 0;
  const exponent = 31 - Math.clz32(whole);
  const slot = ((exponent - FIRST_EXPONENT) << SLOT_BITS) | ((whole >>> (exponent - SLOT_BITS)) & 127);
  const bin = binOfSlot[slot] ?? 0;
  return whole >= (lows[bin + 1] ?? 0) ? bin + 1 : bin;
}

/** Whether a value is in the last bin, with all that are beyond the limit. */
export function isAtSketchLimit(value: number): boolean {
  return binOf(value) === BIN_COUNT - 1;
}

/** The least and the greatest whole value of a bin, both inclusive. */
export function binBounds(bin: number): { lo: number; hi: number } {
  const lo = lows[bin];
  const next = lows[bin + 1];
  if (lo === undefined || next === undefined) throw new RangeError(`No sketch bin ${bin}`);
  return { lo, hi: next - 1 };
}

/** The whole value that stands for a bin: within 0.91 % of every value in it, or 50 units in the linear part. */
export function binRepresentative(bin: number): number {
  const value = representatives[bin];
  if (value === undefined) throw new RangeError(`No sketch bin ${bin}`);
  return value;
}

function lowerEdges(): Float64Array {
  const edges: number[] = [];
  for (let lo = 0; lo < LINEAR_END; lo += LINEAR_WIDTH) edges.push(lo);
  let lo = LINEAR_END;
  while (lo <= SKETCH_LIMIT) {
    edges.push(lo);
    lo = Math.floor((lo * (1000 + ALPHA_PER_MILLE)) / (1000 - ALPHA_PER_MILLE)) + 1;
  }
  edges.push(SKETCH_LIMIT + 1);
  return Float64Array.from(edges);
}

function representativeOf(bin: number): number {
  const { lo, hi } = binBounds(bin);
  return lo < LINEAR_END ? lo + LINEAR_WIDTH / 2 : Math.min(Math.round((lo * (1000 + ALPHA_PER_MILLE)) / 1000), hi);
}

function slotTable(): Uint16Array {
  const slots = new Uint16Array((32 - FIRST_EXPONENT) << SLOT_BITS);
  let bin = 0;
  for (let slot = 0; slot < slots.length; slot++) {
    const exponent = (slot >> SLOT_BITS) + FIRST_EXPONENT;
    const start = ((slot & 127) + 128) * 2 ** (exponent - SLOT_BITS);
    while (bin < BIN_COUNT - 1 && (lows[bin + 1] ?? 0) <= start) bin++;
    slots[slot] = bin;
  }
  return slots;
}
