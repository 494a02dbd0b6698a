import { setImmediate as turn } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "../testing";
import { streamTransaction } from "./stream-transaction";

const database = testDatabase();

/** Lets what can go on go on. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 50; turns++) await turn();
}

test("a slow reader gets everything in order, and little is made before it asks", async () => {
  let made = 0;
  const stream = streamTransaction<number>(database.db, async (_, give) => {
    for (; made < 100; made++) await give(made);
  });
  const read: number[] = [];
  let aheadMost = 0;
  for await (const number of stream) {
    read.push(number);
    await settled();
    aheadMost = Math.max(aheadMost, made - read.length);
  }

  expect(read).toEqual(Array.from({ length: 100 }, (_, number) => number));
  expect(aheadMost).toBeLessThan(10);
});

test("what fails half way rejects after what was made before", async () => {
  const stream = streamTransaction<string>(database.db, async (tx, give) => {
    await give("first");
    await tx.execute(sql`select 1 / 0`);
  });

  expect(await stream.next()).toEqual({ done: false, value: "first" });
  await expect(stream.next()).rejects.toThrow();
});

test("whoever leaves while something is waited for, or before anything came, ends the transaction", async () => {
  let isRolledBack = false;
  const stream = streamTransaction<number>(database.db, async (_, give) => {
    try {
      for (let number = 0; ; number++) await give(number);
    } finally {
      isRolledBack = true;
    }
  });
  await stream.next();
  await settled();
  await stream.return();

  expect(isRolledBack).toBe(true);
});
