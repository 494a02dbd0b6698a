import { beforeEach, expect, test } from "vitest";
import { insertRejectedRecords } from "@/db/rejected-records/insert-rejected-records";
import { listRejectedGroups } from "@/db/rejected-records/list-rejected-groups";
import { testDatabase } from "@/db/testing";
import { IMPORT_SOURCE } from "@/lib/contract/imports";
import { OWN_FORMAT } from "@/lib/contract/log-check";
import { replaySchema } from "@/lib/contract/rejected-records";
import { DAY_MS } from "@/lib/domain/time/units";
import { givenServer } from "../testing/given-server";
import { ingestService } from "./ingest-service";
import { replayRejected } from "./replay-rejected";

const database = testDatabase();
givenServer(database, { services: [ingestService] });
const REASON = { path: "model", message: "Is missing" };
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

beforeEach(() => database.sql`truncate rejected_record`);

/** Keeps rejected records that lack a model, and replays them with one. */
async function replay(source: string, startedAt: readonly string[], more: { as_history?: boolean } = {}) {
  const records = startedAt.map((started_at) => {
    const record = { id: crypto.randomUUID(), started_at, duration_ms: 5, outcome: "ok" };
    return { recordId: record.id, errors: [REASON], record, unknownFields: [] };
  });
  await insertRejectedRecords(database.sql, { keyId: null, source, receivedAt: new Date(), records });
  const group = { key_id: null, source, ...REASON };
  return replayRejected(replaySchema.parse({ group, fix: { set: { model: "m" } }, ...more }), "ada");
}

test("what an import refused is replayed however old an import takes it", async () => {
  expect(await replay(IMPORT_SOURCE, [daysAgo(1), daysAgo(90)])).toMatchObject({ stored: 2, rejected: 0 });
  expect(await listRejectedGroups(database.db)).toEqual([]);
});

test("what a router's post refused for its age is refused again, unless it is taken as history", async () => {
  const errorsOf = await replay(OWN_FORMAT, [daysAgo(1), daysAgo(90)]);
  expect(errorsOf).toMatchObject({ stored: 1, rejected: 1 });
  expect(errorsOf.example?.errors[0]?.message).toMatch(/^Is older than the \d+ days .* an import takes older ones$/);

  expect(await replay(OWN_FORMAT, [daysAgo(90)], { as_history: true })).toMatchObject({ stored: 2, rejected: 0 });
  expect(await listRejectedGroups(database.db)).toEqual([]);
});
