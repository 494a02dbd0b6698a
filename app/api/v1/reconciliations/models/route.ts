import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import type { Db } from "@/db/client";
import { listBillModels, setBillModel } from "@/db/reconciliations/bill-models";
import { billModelsOperation, setBillModelOperation } from "@/lib/contract/reconciliation-operations";
import { providerIdOf } from "@/lib/domain/pricing/provider-id";

export const dynamic = "force-dynamic";

export const GET = implement(billModelsOperation, () => answer(getReadDb()));

export const PUT = implement(setBillModelOperation, async ({ caller, body }) => {
  const { provider, bill_name: billName, model } = body;
  const named = { provider: providerIdOf(provider) ?? provider.toLowerCase(), billName, model };
  await setBillModel(getDb(), { ...named, actor: actorName(caller), now: new Date() });
  return answer(getDb());
});

async function answer(db: Db) {
  const models = await listBillModels(db);
  return {
    models: models.map(({ provider, billName, model, updatedAt, updatedBy }) => ({
      ...{ provider, bill_name: billName, model },
      ...{ updated_at: updatedAt.toISOString(), updated_by: updatedBy },
    })),
  };
}
