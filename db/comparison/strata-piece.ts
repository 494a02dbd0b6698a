import { z } from "zod";
import { recordOf } from "@/lib/domain/record-of";

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
type Part = { piece: StrataPiece; places: readonly number[] };

const COLUMNS = ["places", "facts", "costs", "outputs", "ttft", "duration", "rate"] as const;
/** How much memory an attempt takes. */
export const PIECE_BYTES = COLUMNS.length * BYTES;

/** The attempts of a model that were read in parts, each of blocks of its own: `places` are those of these among all. */
export function joinPieces(model: string, parts: readonly Part[]): StrataPiece {
  const n = parts.reduce((sum, part) => sum + part.piece.n, 0);
  const join = (name: (typeof COLUMNS)[number]) => {
    const joined = new Uint8Array(n * BYTES);
    let end = 0;
    for (const { piece: own } of parts) {
      joined.set(own[name], end);
      end += own.n * BYTES;
    }
    return joined;
  };
  const joined = { ...recordOf(COLUMNS, join), model, n };
  const facts = viewOf(joined.facts);
  let index = 0;
  for (const { piece: own, places } of parts) {
    for (const end = index + own.n; index < end; index++) {
      facts.setInt32(index * BYTES, (places[facts.getInt32(index * BYTES) - 1] ?? 0) + 1);
    }
  }
  return joined;
}

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
