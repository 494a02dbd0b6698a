import type { Sql } from "@/db/client";
import type { RollupDifference } from "@/db/rollups/compare-rows";
import { verifyRollups } from "@/db/rollups/verify-rollups";
import { createProgress } from "./progress";

/** One table compared with one other, over all days and months looked at. */
type VerifiedTable = { table: string; against: string; periods: number; groups: number; wrong: number };
export type Verification = { tables: VerifiedTable[]; differences: RollupDifference[] };

/** Verifies the rollups of days with progress, and says what was compared. */
export async function runVerification(
  sql: Sql,
  input: { from?: string | undefined; to?: string | undefined },
): Promise<Verification> {
  const progress = createProgress();
  const tables = new Map<string, VerifiedTable>();
  try {
    const differences = await verifyRollups(sql, {
      from: input.from,
      to: input.to,
      onProgress: (share, period) => progress.show(share, `comparing ${period}`),
      onCheck: ({ table, against, groups, wrong }) => {
        const key = `${table} ${against}`;
        const sum = tables.get(key) ?? { table, against, periods: 0, groups: 0, wrong: 0 };
        tables.set(key, { ...sum, periods: sum.periods + 1, groups: sum.groups + groups, wrong: sum.wrong + wrong });
      },
    });
    return { tables: [...tables.values()], differences };
  } finally {
    progress.end();
  }
}

/** The table of what was compared, then a line for each difference. */
export function verificationLines({ tables, differences }: Verification): string[] {
  const head = ["table", "compared with", "periods", "rows", "wrong"];
  const rows = tables.map(({ table, against, ...counts }) => [
    table,
    against,
    ...[counts.periods, counts.groups, counts.wrong].map((count) => count.toLocaleString("en")),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((text, column) => (column < 2 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)));
  return [...[head, ...rows].map((row) => line(row).join("  ")), ...differences.map(differenceLine)];
}

function differenceLine({ table, against, at, group, column, expected, found }: RollupDifference): string {
  const names = Object.entries(group).map(([name, value]) => `${name}=${value ?? "none"}`);
  return `${table} ${at} ${names.join(" ")}: ${column} is ${found}, should be ${expected} (${against})`;
}
