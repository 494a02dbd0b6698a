import type { Db } from "../client";

const READ_ONLY = { isolationLevel: "repeatable read", accessMode: "read only" } as const;

/** Hands a batch over, once the one before has been taken. */
export type Give<Batch> = (batch: Batch) => Promise<void>;

/**
 * What is read in one read-only snapshot, batch by batch, as fast as it is taken and no faster.
 *
 * Whoever stops taking ends the transaction: what gives to nobody rejects.
 */
export async function* streamTransaction<Batch>(
  db: Db,
  read: (tx: Db, give: Give<Batch>) => Promise<void>,
): AsyncGenerator<Batch, void, undefined> {
  let asked = signal<boolean>();
  let given = signal<Batch | null>();
  const give: Give<Batch> = async (batch) => {
    if (!(await asked.promise)) throw new Error("Nobody reads on");
    asked = signal();
    given.resolve(batch);
  };
  const done = db.transaction((tx) => read(tx, give), READ_ONLY).then(() => null);
  done.catch(() => undefined);
  try {
    for (;;) {
      given = signal();
      asked.resolve(true);
      const batch = await Promise.race([given.promise, done]);
      if (batch === null) return;
      yield batch;
    }
  } finally {
    asked.resolve(false);
    await done.catch(() => undefined);
  }
}

type Signal<T> = { promise: Promise<T>; resolve: (value: T) => void };

function signal<T>(): Signal<T> {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
