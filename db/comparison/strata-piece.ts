import { z } from "zod";

/** Stands for nothing among values that are never below zero. */
export const NO_VALUE = -1;
export const BYTES = 8;

const bytes = z.instanceof(Uint8Array);

/** Attempts of a model as columns, each the bytes of its values behind one another, eight of each. */
export const strataPieceSchema = z.object({
  model: z.string(),
  n: z.number(),
  /** Codes of region and operation. */
  places: bytes,
  /** Block of time, then input tokens and one, hour and outcome. */
  facts: bytes,
  costs: bytes,
  outputs: bytes,
  ttft: bytes,
  duration: bytes,
  rate: bytes,
});
export type StrataPiece = z.output<typeof strataPieceSchema>;

/** Of the lower half of an attempt's facts: its input tokens, up to the 65,535 that tell sizes apart; null: unknown. */
export function tokensAt(low: number): number | null {
  const tokens = low >>> 14;
  return tokens === 0 ? null : tokens - 1;
}

/** Of the same: the hour of the UTC day. */
export function hourAt(low: number): number {
  return (low >>> 8) & 31;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Eight bytes as a number: a cost in 10⁻¹² USD beyond 2^53, of $9,000 for one attempt, loses its last digits. */
export function wideAt(view: DataView, index: number): number {
  return view.getInt32(index * BYTES) * 2 ** 32 + view.getUint32(index * BYTES + 4);
}
