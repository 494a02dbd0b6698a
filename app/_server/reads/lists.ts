import type { z } from "zod";
import { countFiring } from "@/db/alerts/count-firing";
import { listAlerts } from "@/db/alerts/list-alerts";
import { listRules } from "@/db/alerts/list-rules";
import { getBudget, getBudgets } from "@/db/budgets/get-budgets";
import { getRetirements } from "@/db/catalogue/get-retirements";
import { listCatalogueModels } from "@/db/catalogue/list-catalogue-models";
import { listDetections } from "@/db/detectors/list-detections";
import { listExclusions } from "@/db/exclusions/list-exclusions";
import { listFailoverSpans } from "@/db/failovers/list-failover-spans";
import { listFailovers } from "@/db/failovers/list-failovers";
import { listMonths } from "@/db/months/list-months";
import { getBundle } from "@/db/policies/get-bundle";
import { listPolicyVersions } from "@/db/policies/list-policy-versions";
import { getDiscounts } from "@/db/prices/get-discounts";
import { listRouters } from "@/db/routers/list-routers";
import { getFirstDay } from "@/db/spend/get-first-day";
import { listTargets } from "@/db/targets/list-targets";
import { alertsOperation, rulesOperation } from "@/lib/contract/alert-operations";
import { attemptOperation } from "@/lib/contract/attempts";
import { breakersOperation } from "@/lib/contract/breakers";
import { budgetOperation, budgetsOperation } from "@/lib/contract/budget-operations";
import { catalogueOperation } from "@/lib/contract/catalogue";
import { detectionsOperation } from "@/lib/contract/detections";
import { discountsOperation } from "@/lib/contract/discounts";
import { exclusionsOperation } from "@/lib/contract/exclusions";
import { schedulesOperation } from "@/lib/contract/export-schedules";
import { failoverSpansOperation } from "@/lib/contract/failover-spans";
import { failoversOperation } from "@/lib/contract/failovers";
import { firingOperation } from "@/lib/contract/firing";
import { monthsOperation } from "@/lib/contract/months";
import type { Operation } from "@/lib/contract/operation";
import { policyBundleSchema } from "@/lib/contract/policy";
import { bundleOperation, policyVersionsOperation } from "@/lib/contract/policy-operations";
import { pricesOperation } from "@/lib/contract/prices";
import { billModelsOperation, reconciliationsOperation } from "@/lib/contract/reconciliation-operations";
import { recordsOperation } from "@/lib/contract/records";
import { repriceRunsOperation } from "@/lib/contract/reprice";
import { retirementsOperation } from "@/lib/contract/retirements";
import { routersOperation } from "@/lib/contract/routers";
import { recipientsOperation } from "@/lib/contract/statement-recipients";
import { targetsOperation } from "@/lib/contract/targets";
import { upstreamsOperation } from "@/lib/contract/upstreams";
import { windowLengthMs } from "@/lib/domain/time/time-window";
import { answerPrices } from "../answer-prices";
import { answerBreakers } from "../model-health";
import { readRecipients } from "../read-recipients";
import { readBillModels, readReconciliations } from "../read-reconciliations";
import { readRepriceRuns } from "../read-reprice-runs";
import { readSchedules } from "../read-schedules";
import { readWindow } from "../read-window";
import { getReadDb } from "../runtime";
import { readUpstreams } from "../upstreams/read-upstreams";
import { quietNames } from "./quiet-names";
import { readAttempt } from "./read-attempt";
import { answerContext } from "./read-context";

type Parsed<O, Name extends string> = O extends { [Key in Name]: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : undefined;

/** What is quick enough to be read where it is asked for, by path: what pages are prefetched with beside ANSWERS. */
export const LISTS = {
  [bundleOperation.path]: list(bundleOperation, async () =>
    policyBundleSchema.parse(JSON.parse((await getBundle(getReadDb())).body)),
  ),
  [policyVersionsOperation.path]: list(policyVersionsOperation, async ({ params: { tier } }) => ({
    versions: await listPolicyVersions(getReadDb(), { tier }),
  })),
  // The transitions known now: what still waits to be judged is for the route to judge first.
  [failoversOperation.path]: list(failoversOperation, ({ query: { window = "24h", from, to, ...page } }) => {
    // A named window has no end: an attempt ends after it began, and a router's clock may run ahead.
    const namedFromUs = (Date.now() - windowLengthMs(window)) * 1_000;
    return listFailovers(getReadDb(), { fromUs: from ?? namedFromUs, toUs: to ?? null, ...page });
  }),
  [failoverSpansOperation.path]: list(failoverSpansOperation, ({ query: { tier, region, model, ...asked } }) =>
    listFailoverSpans(getReadDb(), { window: readWindow(asked, new Date()), tier, region, model }),
  ),
  [breakersOperation.path]: list(breakersOperation, ({ query }) => answerBreakers(query)),
  [budgetsOperation.path]: list(budgetsOperation, async () => {
    const { db, ...context } = await answerContext();
    return getBudgets(db, context);
  }),
  [discountsOperation.path]: list(discountsOperation, async () => {
    const { db, ...context } = await answerContext();
    return getDiscounts(db, context);
  }),
  [firingOperation.path]: list(firingOperation, async () => ({
    as_of: new Date().toISOString(),
    firing: await countFiring(getReadDb()),
  })),
  [recordsOperation.path]: list(recordsOperation, async () => {
    const day = await getFirstDay(getReadDb());
    return { records_from: day === null ? null : `${day}T00:00:00.000Z` };
  }),
  [alertsOperation.path]: list(alertsOperation, () => listAlerts(getReadDb(), { now: new Date() })),
  [rulesOperation.path]: list(rulesOperation, () => listRules(getReadDb(), { now: new Date(), findQuiet: quietNames })),
  [budgetOperation.path]: list(budgetOperation, async ({ params: { id } }) => {
    const { db, ...context } = await answerContext();
    return getBudget(db, { id, ...context });
  }),
  [pricesOperation.path]: list(pricesOperation, ({ query }) => answerPrices(query)),
  [catalogueOperation.path]: list(catalogueOperation, async () => ({ models: await listCatalogueModels(getReadDb()) })),
  [retirementsOperation.path]: list(retirementsOperation, async () => {
    const { db, ...context } = await answerContext();
    return getRetirements(db, context);
  }),
  [detectionsOperation.path]: list(detectionsOperation, ({ query }) => {
    const now = new Date();
    const { model, provider, region } = query;
    return listDetections(getReadDb(), { window: readWindow(query, now), now, model, provider, region });
  }),
  [monthsOperation.path]: list(monthsOperation, async ({ query }) => {
    const { db, ...context } = await answerContext();
    return listMonths(db, { ...query, ...context });
  }),
  [schedulesOperation.path]: list(schedulesOperation, () => readSchedules(new Date(), { canSeePlaces: false })),
  [repriceRunsOperation.path]: list(repriceRunsOperation, readRepriceRuns),
  [reconciliationsOperation.path]: list(reconciliationsOperation, readReconciliations),
  [billModelsOperation.path]: list(billModelsOperation, readBillModels),
  [recipientsOperation.path]: list(recipientsOperation, () => readRecipients(new Date())),
  [attemptOperation.path]: list(attemptOperation, ({ params: { id }, query }) =>
    readAttempt({ id, startedAtUs: query.started_at ?? null }),
  ),
  [exclusionsOperation.path]: list(exclusionsOperation, async () => ({
    exclusions: await listExclusions(getReadDb()),
  })),
  [targetsOperation.path]: list(targetsOperation, () => listTargets(getReadDb(), { findQuiet: quietNames })),
  [routersOperation.path]: list(routersOperation, () => listRouters(getReadDb(), { now: new Date() })),
  [upstreamsOperation.path]: list(upstreamsOperation, readUpstreams),
};

export type ListPath = keyof typeof LISTS;

function list<O extends Operation & { reply: z.ZodType }>(
  operation: O,
  read: (input: { params: Parsed<O, "params">; query: Parsed<O, "query"> }) => Promise<z.output<O["reply"]>>,
) {
  return { operation, read };
}
