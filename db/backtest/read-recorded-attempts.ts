import { type SQL, sql } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { joinAttempts, type RecordedAttempts } from "@/lib/domain/backtest/recorded-attempts";
import { DAY_US, QUARTER_US, SECOND_US } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import type { AttemptPiece } from "./attempt-piece";
import { decodePiece } from "./decode-piece";
import { namePairs } from "./name-pairs";
import { orderTies } from "./order-ties";
import { fetchPiece } from "./read-piece";

/** In epoch µs. */
type PieceWindow = { fromUs: number; toUs: number };

/** Connections that see the same moment. */
type Readers = readonly [Db, ...Db[]];

export type RecordedInput = PieceWindow & {
  tier: string;
  /** More than these are refused; a million take about 60 MB. */
  most: number;
  signal: AbortSignal;
  onProgress: (share: number) => void;
};

/** Attempts, and their places in the order of their ends, ties by id. */
export type OrderedAttempts = { attempts: RecordedAttempts; order: Uint32Array };

const ROWS_A_PIECE = 60_000;
const FIRST_STEP_US = QUARTER_US;
const LEAST_STEP_US = SECOND_US;
const MOST_STEP_US = DAY_US;

/** A piece that was asked for. */
type Asked = PieceWindow & { reader: Db; piece: Promise<AttemptPiece> };

/**
 * A tier's attempts that began within a window, as columns.
 *
 * Read piece by piece, by each reader one at a time: while pieces are decoded, the database packs the next. All readers
 * must see the same moment. UNPROCESSABLE where there are too many.
 */
export async function readRecordedAttempts(readers: Readers, input: RecordedInput): Promise<OrderedAttempts> {
  const { tier, fromUs, toUs, most, signal, onProgress } = input;
  const [db] = readers;
  const who = ofTier(tier);
  const pieces: RecordedAttempts[] = [];
  const waiting: Asked[] = [];
  let rows = 0;
  let nextUs = fromUs;
  const ask = (reader: Db, stepUs: number) => {
    if (nextUs >= toUs) return;
    const window = { fromUs: nextUs, toUs: Math.min(nextUs + stepUs, toUs) };
    const piece = fetchPiece(reader, { ...window, who });
    // Where one before it fails or is cancelled, nobody will ask for it.
    piece.catch(() => undefined);
    waiting.push({ ...window, reader, piece });
    nextUs = window.toUs;
  };
  for (const reader of readers) ask(reader, FIRST_STEP_US);
  for (let asked = waiting.shift(); asked; asked = waiting.shift()) {
    const piece = await asked.piece;
    signal.throwIfAborted();
    rows += piece.n;
    const share = (asked.toUs - fromUs) / (toUs - fromUs);
    if (rows > most) throw tooMany(most, share);
    onProgress(share);
    ask(asked.reader, nextStep(asked.toUs - asked.fromUs, piece.n));
    if (piece.n > 0) pieces.push(decodePiece(piece));
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
  const message = t("More than {most} attempts in the first {percent} % of the window; choose a shorter one", {
    most: most.toLocaleString("en"),
    percent: Math.max(1, Math.round(share * 100)),
  });
  return new AppError("UNPROCESSABLE", "Not valid: from", { fields: { from: [message] } });
}
