import { expect, test } from "vitest";
import { createKey } from "../keys/create-key";
import { rejectedRecord } from "../schema/rejected-records";
import { testDatabase, withRollback } from "../testing";
import { listRejectedRecords } from "./list-rejected-records";

const database = testDatabase();

test("refused records come newest first, with the name of their key where it is known", () =>
  withRollback(database.db, async (db) => {
    const now = new Date("2026-03-01T12:00:00Z");
    const key = await createKey(db, { key: { name: "router-1", scopes: ["logs:write"] }, actor: "ada", now });
    const errors = [{ path: "started_at", message: "Must be an RFC 3339 time with a zone" }];
    const row = { receivedAt: now.toISOString(), recordId: "a", errors, sample: null };
    await db.insert(rejectedRecord).values([
      { ...row, keyId: key.id },
      { ...row, keyId: "gone", recordId: "b" },
      { ...row, keyId: null, recordId: null },
    ]);

    const records = await listRejectedRecords(db, { limit: 2 });
    expect(records).toMatchObject([
      { key_name: null, record_id: null, received_at: "2026-03-01T12:00:00.000Z", errors },
      { key_name: null, record_id: "b" },
    ]);
    expect((await listRejectedRecords(db, { limit: 3 })).at(-1)).toMatchObject({
      key_name: "router-1",
      record_id: "a",
    });
  }));
