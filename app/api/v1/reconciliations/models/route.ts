import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { readBillModels } from "@/app/_server/read-reconciliations";
import { getDb } from "@/app/_server/runtime";
import { setBillModel } from "@/db/reconciliations/bill-models";
import { billModelsOperation, setBillModelOperation } from "@/lib/contract/reconciliation-operations";
import { providerIdOf } from "@/lib/domain/pricing/provider-id";

export const dynamic = "force-dynamic";

export const GET = implement(billModelsOperation, readBillModels);

export const PUT = implement(setBillModelOperation, async ({ caller, body }) => {
  const { provider, bill_name: billName, model } = body;
  const named = { provider: providerIdOf(provider) ?? provider.toLowerCase(), billName, model };
  await setBillModel(getDb(), { ...named, actor: actorName(caller), now: new Date() });
  return readBillModels();
});
