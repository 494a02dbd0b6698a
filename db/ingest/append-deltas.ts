import { setImmediate as sent } from "node:timers/promises";
import type { TransactionSql } from "postgres";
import { borrowEncoder, returnEncoder } from "@/db/copy/borrow-encoder";
import { allAsked } from "@/db/driver/all-asked";
import { copyIn } from "@/db/driver/copy-in";
import { rollupColumns } from "@/db/schema/rollup-columns";
import { aggregateDelta, type Delta } from "./aggregate-delta";
import type { CodedAttempts } from "./code-attempts";
import { encodeDelta } from "./encode-delta";
import { type Measures, measureAttempts } from "./measure-attempts";

/**
 * Queues what new attempts add to the rollups: one row for the main rollups and one for app cubes and breakdowns.
 *
 * Those have no minutes, nor have main rollups before `quartersBeforeUs`: there single attempts are read instead.
 */
export async function appendDeltas(tx: TransactionSql, coded: CodedAttempts, quartersBeforeUs: number): Promise<void> {
  await appendMeasures(tx, { coded, measures: measureAttempts(coded.rows), quartersBeforeUs });
}

/** The same of measures that were taken otherwise, parallel to the attempts. */
export async function appendMeasures(
  tx: TransactionSql,
  { coded, measures, quartersBeforeUs }: { coded: CodedPlaces; measures: Measures; quartersBeforeUs: number },
): Promise<void> {
  const { model, provider, region, tier, app, labelSet } = coded;
  const group: Dimensions = [
    { name: "model_id", codes: model },
    { name: "provider_id", codes: provider },
  ];
  const main: Dimensions = [...group, { name: "region_id", codes: region }, { name: "tier_id", codes: tier }];
  const first = appendDelta(tx, "rollup_delta", aggregateDelta(measures, main, quartersBeforeUs));
  // A plain record costs nothing: without a column, the label set is that of no labels.
  const labels: Dimensions = labelSet.some(Boolean) ? [{ name: "label_set_id", codes: labelSet }] : [];
  const byApp: Dimensions = [{ name: "app_id", codes: app }, ...labels, ...group];
  // PostgreSQL takes the first in while the other is worked out.
  const second = sent().then(() => {
    const delta = aggregateDelta(measures, byApp, Number.POSITIVE_INFINITY);
    return appendDelta(tx, "rollup_delta_app", delta);
  });
  await allAsked([first, second]);
}

/** The columns of codes that the rollups are grouped by. */
type CodedPlaces = Pick<CodedAttempts, "model" | "provider" | "region" | "tier" | "app" | "labelSet">;

type Dimensions = Parameters<typeof aggregateDelta>[1];

async function appendDelta(
  tx: TransactionSql,
  table: "rollup_delta" | "rollup_delta_app",
  delta: Delta,
): Promise<void> {
  const columns = rollupColumns(delta.dimensions.map(({ name }) => name)).join(", ");
  const encoder = borrowEncoder();
  try {
    encodeDelta(encoder, delta);
    await copyIn(tx, `copy ${table} (${columns}) from stdin (format binary)`, encoder.finish());
  } finally {
    returnEncoder(encoder);
  }
}
