import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { emptyTotals } from "./sent-totals";
import { countPending, verifyIds, verifySums } from "./verify-store";

const database = testDatabase();

test("a record that is missing, doubled or nobody's is found, and so is a sum that is off", async () => {
  const { sql } = database;
  const [a, b] = [anAttempt({ id: "a" }), anAttempt({ id: "b" })];
  await givenAttempts(sql, [a, b]);
  const sent = { ...emptyTotals(), ids: new Set(["a", "b"]) };
  expect(await verifyIds(sql, sent)).toEqual([]);
  expect(await verifySums(sql)).toEqual([]);
  expect(await countPending(sql)).toBe(2);

  await givenAttempts(sql, [{ ...b, startedAtUs: b.startedAtUs + 1 }, anAttempt({ id: "c" })]);
  sent.ids.add("d");
  expect(await verifyIds(sql, sent)).toEqual([
    "1 sent and not stored: d",
    "1 stored twice: b",
    "1 stored and never sent: c",
  ]);
  await sql`delete from rollup_delta where seq = (select min(seq) from rollup_delta)`;
  expect(await verifySums(sql)).toEqual([expect.stringContaining("figures of the rollups are wrong")]);
});
