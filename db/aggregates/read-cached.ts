import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { Db } from "../client";
import { isTimeout } from "../database-error";
import { callerContext } from "../readers/caller-context";
import { checkSealed } from "./check-sealed";
import type { SealedSums, SealedSumsCache } from "./sealed-sums";

const READ_ONLY = { isolationLevel: "repeatable read", accessMode: "read only" } as const;

type CachedPiece<Row> = {
  span: MinuteSpan;
  /** All that its rows depend on beside what is sealed; null where they depend on more than that. */
  key: string | null;
  read: (db: Db) => Promise<readonly Row[]>;
};

type Question<Row, Beside> = {
  pieces: readonly CachedPiece<Row>[];
  /** How much memory a row takes. */
  bytesOf: (row: Row) => number;
  /** Whether a piece's rows are of its sealed rows only while nothing unsealed lies in it; else what is unsealed is read `beside`. */
  onlySettled: boolean;
  beside: (db: Db) => Promise<Beside>;
};

/**
 * The rows of each piece, and what is read beside them, all from one snapshot: of a piece that did not change since it was last read
 * in this process, those that were read then.
 */
export async function readCached<Row, Beside>(
  db: Db,
  { pieces, bytesOf, onlySettled, beside }: Question<Row, Beside>,
  cache: SealedSumsCache,
): Promise<{ rows: (readonly Row[])[]; beside: Beside }> {
  // What is kept under a key are rows of the one kind of question that makes it.
  const held = pieces.map(({ key }) => (key === null ? undefined : (cache.get(key) as SealedSums<Row> | undefined)));
  const readOnce = () =>
    db.transaction(async (tx) => {
      const asked = pieces.map(({ span }, index) => ({ span, asOf: held[index]?.asOf ?? null }));
      const [check, besides] = await Promise.all([checkSealed(tx, asked, { withUnsealed: onlySettled }), beside(tx)]);
      const rows = await Promise.all(
        pieces.map(async ({ key, read }, index) => {
          const own = check.unchanged.has(index) && check.settled.has(index) ? held[index] : undefined;
          const found = own?.rows ?? (await read(tx));
          if (key !== null && check.latest && check.settled.has(index)) {
            const bytes = own?.bytes ?? found.reduce((sum, row) => sum + bytesOf(row), key.length);
            cache.set(key, { asOf: check.latest, rows: found, bytes });
          }
          return found;
        }),
      );
      return { rows, beside: besides };
    }, READ_ONLY);
  return onceMore(readOnce);
}

/** A request to cancel that came too late for another's statement may have hit this one. */
async function onceMore<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!isTimeout(error) || callerContext()?.signal.aborted) throw error;
    return read();
  }
}
