import { expect, test } from "vitest";
import { testDatabase, withRollback } from "../testing";
import { listAccessEvents } from "./list-access-events";
import { type AccessInput, recordAccess } from "./record-access";
import { trimAccessEvents } from "./trim-access-events";

const database = testDatabase();
const at = new Date("2026-03-01T12:00:10Z");
const event = (overrides: Partial<AccessInput> = {}): AccessInput => ({
  event: "forbidden",
  who: "ada@example.com",
  network: "192.0.2.1",
  address: "192.0.2.1",
  agent: "test/1",
  path: "GET /access",
  count: 1,
  at,
  ...overrides,
});

test("what repeats within a minute is one row that counts, also over replicas", () =>
  withRollback(database.db, async (db) => {
    await recordAccess(db, [event({ count: 3 }), event({ event: "sign_in" })]);
    await recordAccess(db, [event({ count: 2, at: new Date("2026-03-01T12:00:59Z") })]);
    await recordAccess(db, [event({ at: new Date("2026-03-01T12:01:00Z") })]);

    const rows = await listAccessEvents(db, { limit: 10 });
    expect(rows.map(({ event: name, count, at: last }) => [name, count, last])).toEqual([
      ["forbidden", 1, "2026-03-01T12:01:00.000Z"],
      ["forbidden", 5, "2026-03-01T12:00:59.000Z"],
      ["sign_in", 1, "2026-03-01T12:00:10.000Z"],
    ]);
  }));

test("refusals are trimmed by number and never push out a sign-in, which goes by age", () =>
  withRollback(database.db, async (db) => {
    await recordAccess(db, [
      event({ event: "sign_in" }),
      event({ event: "sign_in", at: new Date("2025-11-01T00:00:00Z") }),
    ]);
    await recordAccess(
      db,
      Array.from({ length: 30 }, (_, n) => event({ network: `10.0.0.${n}` })),
    );

    await trimAccessEvents(db, { now: at, retainedRefusals: 10 });

    const rows = await listAccessEvents(db, { limit: 100 });
    expect(rows.filter(({ event: name }) => name === "forbidden")).toHaveLength(10);
    expect(rows.filter(({ event: name }) => name === "sign_in")).toHaveLength(1);
  }));
