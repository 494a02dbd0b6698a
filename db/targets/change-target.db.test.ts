import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { newTargetSchema } from "@/lib/contract/targets";
import { testDatabase } from "../testing";
import { changeTarget } from "./change-target";
import { createTarget } from "./create-target";

const database = testDatabase();
const actor = "finn@example.com";
const now = new Date("2026-03-19T00:00:00Z");

const create = (model: string) =>
  createTarget(database.db, { target: newTargetSchema.parse({ model, availability_percent: 99 }), actor, now });
const change = (id: number, model: string) =>
  changeTarget(database.db, { id, change: { model }, baseVersion: 1, actor, now });

test("of two changes at once to the same traffic one is a conflict, and is not audited", async () => {
  const [first, second] = [await create("first"), await create("second")];
  let changed: Promise<unknown> = Promise.resolve();
  await database.sql.begin(async (tx) => {
    await tx`update sla_target set model = 'wanted' where id = ${first.id}`;
    changed = change(second.id, "wanted").catch((error: unknown) => error);
    while ((await database.sql`select from pg_locks where not granted`).length === 0) await delay(5);
  });

  expect(await changed).toMatchObject({ code: "CONFLICT", fields: { model: [expect.stringContaining("wanted")] } });
  expect([...(await database.sql`select action from audit_entry where action = 'target.change'`)]).toEqual([]);
});
