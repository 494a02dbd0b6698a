import { beforeEach, expect, test } from "vitest";
import { listAuditEntries } from "../audit/list-audit-entries";
import { createKey } from "../keys/create-key";
import { testDatabase } from "../testing";
import { discardRejected } from "./discard-rejected";
import { insertRejectedRecords } from "./insert-rejected-records";
import { listRejectedGroups } from "./list-rejected-groups";
import { listRejectedRecords } from "./list-rejected-records";
import { settleReplayed } from "./settle-replayed";
import { trimRejectedRecords } from "./trim-rejected-records";

const database = testDatabase();
const receivedAt = new Date("2026-03-01T12:00:00Z");
const NO_ZONE = { path: "started_at", message: "Must be an RFC 3339 time with a zone" };
const UNKNOWN = { path: "prompt", message: "Unknown field", code: "unknown_field" as const };
const record = (id: string | null, error = NO_ZONE, isRecord = true) => ({
  recordId: id,
  errors: [error, UNKNOWN],
  record: isRecord ? { id, model: "m" } : null,
  unknownFields: ["prompt"],
});
const insert = (keyId: string | null, records: ReturnType<typeof record>[], source = "switchyard") =>
  insertRejectedRecords(database.sql, { keyId, source, receivedAt, records });

beforeEach(async () => {
  await database.sql`truncate rejected_record`;
});

test("refused records are grouped by sender and first reason, the latest group first, with their latest one", async () => {
  const key = { name: "router-1", scopes: ["logs:write" as const] };
  const { id: keyId } = await createKey(database.db, { key, actor: "ada", now: receivedAt });
  await insert(keyId, [record("a"), record("b")]);
  await insert("gone", [record(null, UNKNOWN, false)], "litellm");
  await insert(keyId, [record("c")]);

  expect(await listRejectedGroups(database.db)).toMatchObject([
    {
      ...{ key_id: keyId, key_name: "router-1", source: "switchyard", ...NO_ZONE, code: null, count: 3, replayable: 3 },
      sample: {
        record_id: "c",
        errors: [NO_ZONE, UNKNOWN],
        record: { id: "c", model: "m" },
        unknown_fields: ["prompt"],
      },
      last_at: "2026-03-01T12:00:00.000Z",
    },
    {
      key_id: "gone",
      key_name: null,
      source: "litellm",
      ...UNKNOWN,
      count: 1,
      replayable: 0,
      sample: { record: null },
    },
  ]);
});

test("a group is gone through piece by piece, and what a replay stored is forgotten and on record", async () => {
  await insert(null, [record("a"), record("b"), record("c"), record("x", UNKNOWN)]);
  const group = { key_id: null, source: "switchyard", ...NO_ZONE };
  const first = await listRejectedRecords(database.db, { group, afterSeq: 0, limit: 2 });
  const rest = await listRejectedRecords(database.db, { group, afterSeq: first[1]?.seq ?? 0, limit: 2 });
  expect([first, rest].map((rows) => rows.map(({ record }) => record.id))).toEqual([["a", "b"], ["c"]]);

  const fix = { set: { model: "n" }, zone: null, shift_seconds: 0 };
  const stored = first.map(({ seq }) => seq);
  await settleReplayed(database.db, { group, fix, stored, actor: "ada", now: receivedAt });
  expect(await listRejectedGroups(database.db)).toMatchObject([
    { ...UNKNOWN, count: 1 },
    { ...NO_ZONE, count: 1 },
  ]);
  const [entry] = await listAuditEntries(database.db, { limit: 1 });
  expect(entry).toMatchObject({ action: "refused.replay", actor: "ada", before: group, after: { fix, records: 2 } });
});

test("a group is gone through in the order it came in, past the tenth and the hundredth record", async () => {
  const ids = Array.from({ length: 120 }, (_, index) => `r-${index}`);
  await insert(
    null,
    ids.map((id) => record(id)),
  );
  const group = { key_id: null, source: "switchyard", ...NO_ZONE };
  const read: unknown[] = [];
  for (let afterSeq = 0; read.length < ids.length; ) {
    const rows = await listRejectedRecords(database.db, { group, afterSeq, limit: 7 });
    read.push(...rows.map(({ record: { id } }) => id));
    afterSeq = rows.at(-1)?.seq ?? Number.MAX_SAFE_INTEGER;
    if (rows.length === 0) break;
  }
  expect(read).toEqual(ids);
});

test("a group is discarded whole, and the worker keeps the newest only", async () => {
  await insert(null, [record("a"), record("b"), record("x", UNKNOWN)]);
  const group = { key_id: null, source: "switchyard", ...NO_ZONE };
  expect(await discardRejected(database.db, { group, actor: "ada", now: receivedAt })).toBe(2);
  expect(await listRejectedGroups(database.db)).toMatchObject([{ ...UNKNOWN, count: 1 }]);

  await insert(null, [record("y", UNKNOWN), record("z", UNKNOWN)]);
  await trimRejectedRecords(database.sql, { keep: 2 });
  expect(await listRejectedGroups(database.db)).toMatchObject([{ count: 2, sample: { record_id: "z" } }]);
});
