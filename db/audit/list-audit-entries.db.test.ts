import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase, withRollback } from "../testing";
import { listAuditEntries } from "./list-audit-entries";
import { recordAudit } from "./record-audit";

const database = testDatabase();

test("changes come newest first, a page at a time", () =>
  withRollback(database.db, async (db) => {
    for (const subject of ["a", "b", "c"]) {
      const after = { role: "viewer" };
      await recordAudit(db, {
        actor: "ada",
        action: "person.create",
        subject,
        after,
        now: new Date("2026-03-01T12:00:00Z"),
      });
    }

    const latest = await listAuditEntries(db, { limit: 2 });
    expect(latest).toMatchObject([
      { subject: "c", at: "2026-03-01T12:00:00.000Z", before: null, after: { role: "viewer" } },
      { subject: "b" },
    ]);
    const older = await listAuditEntries(db, { limit: 2, beforeId: latest[1]?.id ?? 0 });
    expect(older).toMatchObject([{ subject: "a" }]);
  }));

test.each(["update audit_entry set actor = 'somebody else'", "delete from audit_entry"])(
  "no entry is altered or removed: %s",
  (change) =>
    withRollback(database.db, async (db) => {
      await recordAudit(db, { actor: "root@example.com", action: "key.create", subject: "k", now: new Date() });

      await expect(db.execute(sql.raw(change))).rejects.toMatchObject({
        cause: { message: "audit_entry is append-only" },
      });
    }),
);
