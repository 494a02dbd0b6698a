import { Costs } from "./costs";

/** A model in a region: what has a breaker of its own within a tier. */
export type Pair = { region: string; model: string };

/** Stands for an attempt without a first token. */
export const NO_TTFT = -1;

/**
 * Recorded attempts as columns, one entry of each for an attempt; times in µs, starts since the epoch.
 *
 * Where several ended in the same µs, those with the smaller ids come first.
 */
export type RecordedAttempts = {
  readonly n: number;
  readonly pairs: readonly Pair[];
  /** Places in `pairs`. */
  readonly pair: Uint32Array;
  readonly startUs: Float64Array;
  readonly durationUs: Float64Array;
  readonly ttftUs: Float64Array;
  /** Codes of outcomes. */
  readonly outcome: Uint8Array;
  /** See sizeClassOf. */
  readonly size: Uint8Array;
  /** FNV-1a-32 of the request's id. */
  readonly hash: Uint32Array;
  readonly costs: Costs;
};

/** Room for so many attempts. */
export function allocateAttempts(n: number, pairs: readonly Pair[]): RecordedAttempts {
  return {
    n,
    pairs,
    pair: new Uint32Array(n),
    startUs: new Float64Array(n),
    durationUs: new Float64Array(n),
    ttftUs: new Float64Array(n).fill(NO_TTFT),
    outcome: new Uint8Array(n),
    size: new Uint8Array(n),
    hash: new Uint32Array(n),
    costs: new Costs(n),
  };
}

/** Pieces with the same pairs behind one another. */
export function joinAttempts(pieces: readonly RecordedAttempts[], pairs: readonly Pair[] = []): RecordedAttempts {
  const joined = allocateAttempts(
    pieces.reduce((sum, { n }) => sum + n, 0),
    pairs,
  );
  let at = 0;
  for (const piece of pieces) {
    joined.pair.set(piece.pair, at);
    joined.startUs.set(piece.startUs, at);
    joined.durationUs.set(piece.durationUs, at);
    joined.ttftUs.set(piece.ttftUs, at);
    joined.outcome.set(piece.outcome, at);
    joined.size.set(piece.size, at);
    joined.hash.set(piece.hash, at);
    joined.costs.copyFrom(piece.costs, at);
    at += piece.n;
  }
  return joined;
}

/** Puts one attempt of some in the place of one of others. */
export function copyAttempt(from: RecordedAttempts, index: number, to: RecordedAttempts, place: number): void {
  to.pair[place] = from.pair[index] ?? 0;
  to.startUs[place] = from.startUs[index] ?? 0;
  to.durationUs[place] = from.durationUs[index] ?? 0;
  to.ttftUs[place] = from.ttftUs[index] ?? NO_TTFT;
  to.outcome[place] = from.outcome[index] ?? 0;
  to.size[place] = from.size[index] ?? 0;
  to.hash[place] = from.hash[index] ?? 0;
  to.costs.setHalves(place, from.costs.high(index), from.costs.low(index));
}
