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
