import { expect, test } from "vitest";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { listDimensionValues } from "./list-dimension-values";

const database = testDatabase();

test("lists each kind by itself, in order, no more than asked, and no name that only callers use", async () => {
  const models = ["zeta", "alpha", "midway"];
  await givenAttempts(
    database.sql,
    models.map((model) => anAttempt({ model, region: "eu-central-1" })),
  );

  const all = await listDimensionValues(database.db, { kinds: ["model", "region"], limit: 10 });
  expect(all).toEqual({ model: ["alpha", "midway", "zeta"], region: ["eu-central-1"] });

  await givenAttempts(database.sql, [anAttempt({ model: "alpha", requestedModel: "nickname" })]);
  expect((await listDimensionValues(database.db, { kinds: ["model"], limit: 10 })).model).not.toContain("nickname");

  const few = await listDimensionValues(database.db, { kinds: ["model"], limit: 2 });
  expect(few.model).toHaveLength(2);
});
