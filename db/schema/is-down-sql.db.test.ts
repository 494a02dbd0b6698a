import { expect, test } from "vitest";
import { isMinuteDown } from "@/lib/domain/uptime/uptime";
import { testDatabase } from "../testing";
import { isDownSql } from "./is-down-sql";

const database = testDatabase();

test.each([
  { given: "columns", ok: "ok", failed: "failed" },
  { given: "expressions", ok: "judged - failed", failed: "judged - ok" },
])(
  "the database finds the same minutes down as the rule does, given $given",
  async ({ ok: okSql, failed: failedSql }) => {
    const rows = await database.sql.unsafe<{ ok: number; failed: number; down: boolean }[]>(
      `select ok, failed, ${isDownSql(okSql, failedSql)} as down
     from generate_series(0, 9) as ok, generate_series(0, 9) as failed, lateral (select ok + failed as judged) as sums`,
    );
    expect(rows).toHaveLength(100);
    for (const { ok, failed, down } of rows) expect([ok, failed, down]).toEqual([ok, failed, isMinuteDown(ok, failed)]);
  },
);
