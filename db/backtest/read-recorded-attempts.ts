import { type SQL, sql } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { joinAttempts, type RecordedAttempts } from "@/lib/domain/backtest/recorded-attempts";
import type { Db } from "../client";
import { decodePiece } from "./decode-piece";
import { namePairs } from "./name-pairs";
import { orderTies } from "./order-ties";
import { fetchPiece } from "./read-piece";

/** A window in epoch µs. */
export type RecordedWindow = { fromUs: number; toUs: number };

export type RecordedInput = RecordedWindow & {
  tier: string;
  /** More than these are refused; a million take about 60 MB. */
  most: number;
  signal: AbortSignal;
  onProgress: (share: number) => void;
};

/** Attempts, and their places in the order of their ends, ties by id. */
export type OrderedAttempts = { attempts: RecordedAttempts; order: Uint32Array };

const ROWS_A_PIECE = 60_000;
const FIRST_STEP_US = 900_000_000;
const LEAST_STEP_US = 1_000_000;
const MOST_STEP_US = 86_400_000_000;

/**
 * A tier's attempts that began within a window, as columns.
 *
 * Read piece by piece: while one is decoded, the database packs the next. UNPROCESSABLE where there are too many.
 */
export async function readRecordedAttempts(db: Db, input: RecordedInput): Promise<OrderedAttempts> {
  const { tier, fromUs, toUs, most, signal, onProgress } = input;
  const who = ofTier(tier);
  const pieces: RecordedAttempts[] = [];
  let rows = 0;
  let stepUs = FIRST_STEP_US;
  let next = fetchPiece(db, { fromUs, toUs: Math.min(fromUs + stepUs, toUs), who });
  for (let atUs = Math.min(fromUs + stepUs, toUs); ; ) {
    const piece = await next;
    signal.throwIfAborted();
    rows += piece.n;
    if (rows > most) throw tooMany(most, (atUs - fromUs) / (toUs - fromUs));
    const isLast = atUs >= toUs;
    onProgress((atUs - fromUs) / (toUs - fromUs));
    stepUs = nextStep(stepUs, piece.n);
    const untilUs = Math.min(atUs + stepUs, toUs);
    if (!isLast) {
      next = fetchPiece(db, { fromUs: atUs, toUs: untilUs, who });
      // Where this one fails or is cancelled, nobody will ask for the next.
      next.catch(() => undefined);
    }
    if (piece.n > 0) pieces.push(decodePiece(piece));
    if (isLast) break;
    atUs = untilUs;
  }
  const attempts = joinAttempts(pieces);
  const order = await orderTies(db, attempts, who);
  return { attempts: await namePairs(db, attempts), order };
}

function ofTier(tier: string): SQL {
  return sql`t.tier_id = (select id from dimension where kind = 'tier' and value = ${tier})`;
}

/** As long as makes pieces of the size wanted, growing and shrinking by no more than a factor of four. */
function nextStep(stepUs: number, rows: number): number {
  const factor = Math.min(4, Math.max(0.25, ROWS_A_PIECE / Math.max(1, rows)));
  return Math.min(MOST_STEP_US, Math.max(LEAST_STEP_US, Math.round(stepUs * factor)));
}

function tooMany(most: number, share: number): AppError {
  const message = `More than ${most.toLocaleString("en")} attempts in the first ${Math.max(1, Math.round(share * 100))} % of the window; choose a shorter one`;
  return new AppError("UNPROCESSABLE", "Not valid: from", { fields: { from: [message] } });
}
