import { expect, test } from "vitest";
import { CLASS_FROM, sizeClassOf } from "@/lib/domain/backtest/size-class";
import { testDatabase } from "../testing";
import { sizeClassSql } from "./size-class-sql";

const database = testDatabase();

test("the database tells size classes apart as the code does, at every edge", async () => {
  const inputs = [null, 0, ...CLASS_FROM.flatMap((edge) => [edge - 1, edge, edge + 1]), 2_000_000];
  const rows = await database.sql<{ n: number | null; size: number }[]>`
    select n, ${database.sql.unsafe(sizeClassSql("n"))} as size
    from unnest(${inputs.map((input) => (input === null ? null : `${input}`))}::text[]::int[]) with ordinality u(n, at) order by at`;
  expect(rows.map(({ size }) => size)).toEqual(inputs.map(sizeClassOf));
});
