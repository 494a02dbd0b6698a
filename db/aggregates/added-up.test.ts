import { sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import { ROLLUP_MONEY, ROLLUP_SUMS } from "../schema/rollup-columns";
import { addedUp } from "./added-up";

const textOf = (name: (typeof ROLLUP_SUMS)[number]) =>
  new PgDialect().sqlToQuery(addedUp(name, sql`${sql.identifier(name)}`)).sql;

test.each(ROLLUP_MONEY)("%s outgrows what add_up holds, and is never added up with it", (name) => {
  expect(textOf(name)).toBe(`sum("${name}") filter (where "${name}" <> 0)`);
});

test("every other sum is a whole number that add_up adds", () => {
  const money: readonly string[] = ROLLUP_MONEY;
  for (const name of ROLLUP_SUMS.filter((one) => !money.includes(one))) {
    expect(textOf(name)).toBe(`add_up("${name}"::bigint)`);
  }
});
