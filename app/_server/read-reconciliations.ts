import { listBillModels } from "@/db/reconciliations/bill-models";
import { listReconciliations } from "@/db/reconciliations/list-reconciliations";
import { getReadDb } from "./runtime";

const LISTED = 100;

/** The newest reconciliations, without their rows. */
export async function readReconciliations() {
  return { reconciliations: await listReconciliations(getReadDb(), { limit: LISTED }) };
}

/** What bills call models that have other names here. */
export async function readBillModels() {
  const models = await listBillModels(getReadDb());
  return {
    models: models.map(({ provider, billName, model, updatedAt, updatedBy }) => ({
      ...{ provider, bill_name: billName, model },
      ...{ updated_at: updatedAt.toISOString(), updated_by: updatedBy },
    })),
  };
}
