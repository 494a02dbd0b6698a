import type { CsvValue } from "@/lib/domain/csv-line";
import { COST_BUCKETS } from "@/lib/domain/months/month-sums";
import type { MonthStatement } from "./month-statement";

type Line = [
  table: string,
  first: string | null,
  second: string | null,
  bucket: string | null,
  attempts: number | null,
  unpricedAttempts: number | null,
  tokens: number | null,
  costUsd: string | null,
];

const HEADER = ["table", "first", "second", "bucket", "attempts", "unpriced_attempts", "tokens", "cost_usd"];

/**
 * The sums of a statement as one flat table: `model` rows are of a provider and model, `bucket` rows of one bucket of theirs,
 * `owner` rows of an app and team, and the last one is the total, which each of the three adds up to.
 */
export function statementTable(statement: MonthStatement): { header: readonly string[]; rows: CsvValue[][] } {
  const { models, owners, totals } = statement;
  const rows: Line[] = [
    ...models.map(
      (row): Line => [
        ...(["model", row.provider, row.model, null] as const),
        ...([row.attempts, row.unpriced_attempts, null, row.cost_usd] as const),
      ],
    ),
    ...models.flatMap(({ provider, model, buckets }) =>
      COST_BUCKETS.filter((name) => buckets[name].tokens > 0 || buckets[name].cost_usd !== "0").map(
        (name): Line => [
          ...(["bucket", provider, model, name, null, null] as const),
          ...([buckets[name].tokens, buckets[name].cost_usd] as const),
        ],
      ),
    ),
    ...owners.map(
      (row): Line => [
        ...(["owner", row.app, row.team, null] as const),
        ...([row.attempts, row.unpriced_attempts, null, row.cost_usd] as const),
      ],
    ),
    ["total", null, null, null, totals.attempts, totals.unpriced_attempts, null, totals.cost_usd],
  ];
  return { header: HEADER, rows };
}
