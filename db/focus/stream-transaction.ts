import { setImmediate as turn } from "node:timers/promises";
import type { Db } from "../client";

const READ_ONLY = { isolationLevel: "repeatable read", accessMode: "read only" } as const;
/** Enough to work on while the database adds up the next day. */
const BATCHES_AHEAD = 6;

/** Hands a batch over, once there are not too many that nobody has taken. */
export type Give<Batch> = (batch: Batch) => Promise<void>;

/**
 * What is read in one read-only snapshot, batch by batch: a few batches ahead of whoever takes them, and no more.
 *
 * Whoever stops taking ends the transaction: what gives to nobody rejects.
 */
export async function* streamTransaction<Batch>(
  db: Db,
  read: (tx: Db, give: Give<Batch>) => Promise<void>,
): AsyncGenerator<Batch, void, undefined> {
  const ahead: Batch[] = [];
  const [given, taken] = [new Signal(), new Signal()];
  let isLeft = false;
  let isRead = false;
  const give: Give<Batch> = async (batch) => {
    ahead.push(batch);
    given.raise();
    while (ahead.length > BATCHES_AHEAD && !isLeft) await taken.next();
    if (isLeft) throw new Error("Nobody reads on");
  };
  const done = db
    .transaction((tx) => read(tx, give), READ_ONLY)
    .finally(() => {
      isRead = true;
      given.raise();
    });
  done.catch(() => undefined);
  try {
    for (;;) {
      const batch = ahead.shift();
      if (batch !== undefined) {
        taken.raise();
        yield batch;
        // What was taken may take long to work on: the connection gets its turn in between.
        await turn();
      } else if (isRead) return await done;
      else await given.next();
    }
  } finally {
    isLeft = true;
    taken.raise();
    await done.catch(() => undefined);
  }
}

/** Something that happens again and again, for one that waits for it. */
class Signal {
  #raise: () => void = () => undefined;

  /** Resolves when it is raised next. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#raise = resolve;
    });
  }

  raise(): void {
    this.#raise();
  }
}
