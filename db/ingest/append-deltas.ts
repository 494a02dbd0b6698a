import type { TransactionSql } from "postgres";
import { borrowEncoder, returnEncoder } from "@/db/copy/copy-encoder";
import { copyIn } from "@/db/copy/copy-in";
import { type RollupDimension, rollupColumns } from "@/db/schema/rollup-columns";
import { aggregateDelta } from "./aggregate-delta";
import type { CodedAttempts } from "./code-attempts";
import { encodeDelta } from "./encode-delta";

/** Queues what new attempts add to the rollups: one row for the main rollups and one for the app cubes. */
export async function appendDeltas(tx: TransactionSql, coded: CodedAttempts): Promise<void> {
  const { model, provider, region, tier, app } = coded;
  await appendDelta(tx, "rollup_delta", coded, [
    { name: "model_id", codes: model },
    { name: "provider_id", codes: provider },
    { name: "region_id", codes: region },
    { name: "tier_id", codes: tier },
  ]);
  await appendDelta(tx, "rollup_delta_app", coded, [
    { name: "app_id", codes: app },
    { name: "model_id", codes: model },
    { name: "provider_id", codes: provider },
  ]);
}

async function appendDelta(
  tx: TransactionSql,
  table: "rollup_delta" | "rollup_delta_app",
  coded: CodedAttempts,
  dimensions: readonly { name: RollupDimension; codes: Int32Array }[],
): Promise<void> {
  const columns = rollupColumns(dimensions.map(({ name }) => name)).join(", ");
  const encoder = borrowEncoder();
  try {
    encodeDelta(encoder, aggregateDelta(coded, dimensions));
    await copyIn(tx, `copy ${table} (${columns}) from stdin (format binary)`, encoder.finish());
  } finally {
    returnEncoder(encoder);
  }
}
