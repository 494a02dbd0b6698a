import type { TransactionSql } from "postgres";
import { planChunks, type Span } from "@/db/rollups/plan-chunks";
import { readStored, type StoredAttempts } from "./read-stored";

type Wanted = { fromUs: number; toUs: number; sets: number[] | null };

/** Attempts of a part of a span, half-open, with which part it is. */
export type StoredPart = { part: number; fromUs: number; toUs: number; stored: StoredAttempts };

/** Reads the attempts of [fromUs, toUs) in parts of whole quarters, the next one while a part is worked on. */
export async function* readParts(tx: TransactionSql, { fromUs, toUs, sets }: Wanted): AsyncGenerator<StoredPart> {
  const chunks = await planChunks(tx, { from: new Date(fromUs / 1_000), to: new Date(Math.ceil(toUs / 1_000)) });
  const spans = chunks.map((chunk) => within(chunk, fromUs, toUs));
  const read = async (part: number): Promise<StoredPart | null> => {
    const span = spans[part];
    return span ? { part, ...span, stored: await readStored(tx, { ...span, sets }) } : null;
  };
  let reading = read(0);
  for (let found = await reading; found; found = await reading) {
    reading = read(found.part + 1);
    // A failure meanwhile ends the transaction, and with it whoever would have waited for this.
    reading.catch(() => undefined);
    yield found;
  }
}

function within({ from, to }: Span, fromUs: number, toUs: number): { fromUs: number; toUs: number } {
  return { fromUs: Math.max(fromUs, from.getTime() * 1_000), toUs: Math.min(toUs, to.getTime() * 1_000) };
}
