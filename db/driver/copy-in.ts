import type { Writable } from "node:stream";
import type { TransactionSql } from "postgres";

type Rejectable = { reject: (error: unknown) => void };

/**
 * Runs one `COPY … FROM STDIN` inside a transaction and settles whatever happens: done, refused, or connection lost.
 *
 * postgres.js 3.4.9 resolves the query with its stream and then tells nobody of an error that follows the last byte
 * (its issue 1173); the query is still the one it rejects, so that is where the error is heard.
 */
export async function copyIn(tx: TransactionSql, statement: string, bytes: Buffer): Promise<void> {
  const query = tx.unsafe(statement);
  const failed = waitForFailure(query);
  const opening = query.writable();
  // Whoever loses the race below must not become an unhandled rejection.
  failed.catch(() => undefined);
  opening.catch(() => undefined);
  const stream = await Promise.race([opening, failed]);
  const written = new Promise<void>((resolve, reject) => {
    stream.once("finish", resolve);
    stream.on("error", reject);
    stream.end(bytes);
  });
  written.catch(() => undefined);
  try {
    await Promise.race([failed, written]);
  } catch (error) {
    abandon(stream);
    throw error;
  }
}

/** Rejects when the driver rejects the query, even after it was resolved with its stream. */
function waitForFailure(query: object): Promise<never> {
  return new Promise((_, reject) => {
    // A public field of the driver's Query class that its types leave out; copy-in.db.test.ts holds this to the version.
    const rejectable = query as Rejectable;
    const pass = rejectable.reject;
    rejectable.reject = (error) => {
      pass(error);
      reject(error);
    };
  });
}

// The late `finish` the driver gives a failed stream, at the next command's end, must find nobody.
function abandon(stream: Writable): void {
  stream.removeAllListeners("finish");
  stream.on("error", () => undefined);
}
