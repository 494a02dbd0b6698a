import type { RecordedAttempts } from "@/lib/domain/backtest/recorded-attempts";
import type { Db } from "../client";
import { selectRows } from "../select-rows";
import { type AttemptPiece, attemptPiece, attemptPieceSchema, type PieceInput } from "./attempt-piece";
import { decodePiece } from "./decode-piece";

/** Has the database pack attempts; see attemptPiece and, for what is in it, decodePiece. */
export async function fetchPiece(db: Db, input: PieceInput): Promise<AttemptPiece> {
  const [piece] = await selectRows(db, attemptPiece(input), attemptPieceSchema);
  if (!piece) throw new Error("An aggregate has one row");
  return piece;
}

/** The attempts of a piece, as decodePiece leaves them. */
export async function readPiece(db: Db, input: PieceInput): Promise<RecordedAttempts> {
  return decodePiece(await fetchPiece(db, input));
}
