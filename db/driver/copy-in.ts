import type { TransactionSql } from "postgres";
import { withPayload } from "./copies";

/**
 * Runs one `COPY … FROM STDIN` inside a transaction and settles whatever happens: done, refused, or connection lost.
 *
 * Sent with all its rows at once, so that others may be asked behind it without waiting. The bytes are the caller's again when it
 * settles. The driver's own way (postgres.js 3.4.9) waits for the server to ask for rows, takes no other query meanwhile, and tells
 * nobody of an error that follows the last byte (its issue 1173).
 */
export async function copyIn(tx: TransactionSql, statement: string, bytes: Uint8Array): Promise<void> {
  await withPayload(statement, bytes, (text) => tx.unsafe(text).execute());
}
