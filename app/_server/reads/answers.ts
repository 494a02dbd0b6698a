import type { z } from "zod";
import { previewRule } from "@/db/alerts/preview-rule";
import { getAttemptHistogram } from "@/db/attempts/get-attempt-histogram";
import { listAttempts } from "@/db/attempts/list-attempts";
import { listRequests } from "@/db/attempts/list-requests";
import { getBreakEven } from "@/db/capacity/get-break-even";
import { getCapacityUse } from "@/db/capacity/get-capacity-use";
import { getCascade } from "@/db/cascade/get-cascade";
import { getComparison } from "@/db/comparison/get-comparison";
import { getRecommendation } from "@/db/comparison/get-recommendation";
import { getSizeClasses } from "@/db/comparison/get-size-classes";
import { listMarks } from "@/db/marks/list-marks";
import { getScores } from "@/db/scores/get-scores";
import { getSla } from "@/db/sla/get-sla";
import { getSlaReport } from "@/db/sla/get-sla-report";
import { compareSpend } from "@/db/spend/compare-spend";
import { getAnomalies } from "@/db/spend/get-anomalies";
import { getBridge } from "@/db/spend/get-bridge";
import { getForecast } from "@/db/spend/get-forecast";
import { getSpend } from "@/db/spend/get-spend";
import { getUnpriced } from "@/db/spend/get-unpriced";
import { getWaste } from "@/db/spend/get-waste";
import { getDistribution } from "@/db/stats/get-distribution";
import { getSeries } from "@/db/stats/get-series";
import { getStatsModels } from "@/db/stats/get-stats-models";
import { getUptime } from "@/db/uptime/get-uptime";
import { getWhatIf } from "@/db/what-if/get-what-if";
import { previewRuleOperation } from "@/lib/contract/alert-operations";
import { anomaliesOperation } from "@/lib/contract/anomalies";
import { attemptHistogramOperation, attemptsOperation } from "@/lib/contract/attempts";
import { bridgeOperation } from "@/lib/contract/bridge";
import { breakEvenOperation, capacityUseOperation } from "@/lib/contract/capacity-use";
import { cascadeOperation } from "@/lib/contract/cascade";
import { comparisonOperation } from "@/lib/contract/comparison";
import { previewDigestOperation } from "@/lib/contract/digests";
import { distributionOperation } from "@/lib/contract/distribution";
import { forecastOperation } from "@/lib/contract/forecast";
import { marksOperation } from "@/lib/contract/marks";
import type { Operation } from "@/lib/contract/operation";
import { recommendationOperation } from "@/lib/contract/recommendation";
import { requestsOperation } from "@/lib/contract/requests";
import { scoresOperation } from "@/lib/contract/scores";
import { seriesOperation } from "@/lib/contract/series";
import { sizeClassesOperation } from "@/lib/contract/size-classes";
import { slaOperation, slaReportOperation } from "@/lib/contract/sla";
import { spendOperation } from "@/lib/contract/spend";
import { statsModelsOperation } from "@/lib/contract/stats";
import { unpricedOperation } from "@/lib/contract/unpriced";
import { uptimeOperation } from "@/lib/contract/uptime";
import { wasteOperation } from "@/lib/contract/waste";
import { whatIfOperation } from "@/lib/contract/what-if";
import { winnersOperation } from "@/lib/contract/winners";
import { makeDigest } from "../digests/make-digest";
import { previewDigest } from "../digests/preview-digest";
import { calendarOf, readWindow } from "../read-window";
import { bridgeWindows } from "./bridge-windows";
import { answerContext, readContext } from "./read-context";
import { readWithArchive } from "./read-with-archive";
import { shareComparison } from "./shared-comparison";

type ReadOperation = Operation & { query: z.ZodType; reply: z.ZodType };

const readCompared = shareComparison();

/** What is computed from many attempts, by path: what the operation answers to a parsed query, on a thread of its own. */
export const ANSWERS = {
  [statsModelsOperation.path]: answer(statsModelsOperation, async (query) => {
    const { db, ...context } = await readContext(query);
    return getStatsModels(db, { ...context, by: query.by });
  }),
  [seriesOperation.path]: answer(seriesOperation, async (query) => {
    const { db, ...context } = await readContext(query);
    return getSeries(db, {
      ...context,
      metric: query.metric,
      step: query.step,
      by: query.by,
      withBands: query.bands === "true",
    });
  }),
  [distributionOperation.path]: answer(distributionOperation, async (query) => {
    const { db, ...context } = await readContext(query);
    return getDistribution(db, { ...context, metric: query.metric });
  }),
  [sizeClassesOperation.path]: answer(sizeClassesOperation, async (query) => {
    const { db, ...context } = await readContext(query);
    return getSizeClasses(db, context);
  }),
  [uptimeOperation.path]: answer(uptimeOperation, async (query) => {
    const { db, ...context } = await readContext(query);
    return getUptime(db, { ...context, tz: query.tz, by: query.by });
  }),
  [slaOperation.path]: answer(slaOperation, async (query) => {
    const { db, ...context } = await readContext(query);
    return getSla(db, { ...context, tz: query.tz });
  }),
  [slaReportOperation.path]: answer(slaReportOperation, async ({ month, provider = null, tz }) => {
    const { db, now, retention } = await answerContext();
    return getSlaReport(db, { now, retention, month, provider, tz });
  }),
  [winnersOperation.path]: answer(winnersOperation, async (query) => {
    const { db, ...context } = await readContext(query);
    return getComparison(db, { ...context, mix: query.mix }, readCompared);
  }),
  [comparisonOperation.path]: answer(comparisonOperation, async (query) => {
    const { db, ...context } = await readContext(query);
    return getComparison(db, { ...context, mix: query.mix }, readCompared);
  }),
  [recommendationOperation.path]: answer(recommendationOperation, async (query) => {
    const { db, ...context } = await readContext(query);
    const targets = { maxErrorRate: query.max_error_rate, maxTtftP99Ms: query.max_ttft_p99_ms };
    return getRecommendation(db, { ...context, mix: query.mix, targets }, readCompared);
  }),
  [cascadeOperation.path]: answer(cascadeOperation, async (query) => {
    const { db, ...context } = await readContext(query);
    return getCascade(db, context);
  }),
  [scoresOperation.path]: answer(scoresOperation, async (query) => {
    const { db, ...context } = await readContext(query);
    return getScores(db, { ...context, by: query.by, metric: query.metric, evaluator: query.evaluator });
  }),
  [spendOperation.path]: answer(spendOperation, async (query) => {
    const { db, ...context } = await readContext(query);
    const { group_by: groupBy, interval, tz } = query;
    const isDetailed = interval === "none" || query.format === "csv";
    const asked = { ...context, groupBy, interval, tz, isDetailed };
    return query.compare ? compareSpend(db, { ...asked, calendar: calendarOf(query) }) : getSpend(db, asked);
  }),
  [wasteOperation.path]: answer(wasteOperation, async (query) => {
    const { db, ...context } = await readContext(query);
    return getWaste(db, context);
  }),
  [unpricedOperation.path]: answer(unpricedOperation, async (query) => {
    const { db, ...context } = await readContext(query);
    return getUnpriced(db, context);
  }),
  [forecastOperation.path]: answer(forecastOperation, async ({ tz, group_by: by = null, ...query }) => {
    const { db, now, filters, retention } = await readContext({ ...query, window: "month", tz });
    return getForecast(db, { filters, now, retention, tz, by });
  }),
  [bridgeOperation.path]: answer(bridgeOperation, async (query) => {
    const { db, window: _, ...context } = await readContext(query);
    return getBridge(db, { ...context, ...bridgeWindows(query, context.now), tz: query.tz });
  }),
  [whatIfOperation.path]: answer({ ...whatIfOperation, query: whatIfOperation.body }, async (asked) => {
    const { db, ...context } = await readContext(asked);
    return getWhatIf(db, { ...context, asked });
  }),
  [previewRuleOperation.path]: answer(
    { ...previewRuleOperation, query: previewRuleOperation.body },
    async ({ terms, for_minutes: forMinutes }) => {
      const { db, ...context } = await answerContext();
      return previewRule(db, { terms, forMinutes, ...context });
    },
  ),
  [previewDigestOperation.path]: answer(previewDigestOperation, async (choice) => {
    const { db, ...context } = await answerContext();
    return previewDigest(await makeDigest(db, { ...context, choice }));
  }),
  [anomaliesOperation.path]: answer(anomaliesOperation, async (query) => {
    const { db, ...context } = await readContext(query);
    return getAnomalies(db, { ...context, tz: query.tz });
  }),
  [capacityUseOperation.path]: answer(capacityUseOperation, async (query) => {
    const { db, now, retention } = await answerContext();
    return getCapacityUse(db, { now, retention, window: readWindow(query, now) });
  }),
  [breakEvenOperation.path]: answer(breakEvenOperation, async ({ provider, model, region = null, ...query }) => {
    const { db, now, retention } = await answerContext();
    return getBreakEven(db, {
      ...{ now, retention, window: readWindow(query, now), served: { provider, models: model, region } },
      ...{
        unitPicoPerHour: query.price_usd_per_hour,
        units: query.units,
        tokensPerUnit: query.tokens_per_unit ?? null,
      },
    });
  }),
  [marksOperation.path]: answer(marksOperation, async ({ model, provider, region, tier, ...query }) => {
    const { db, now, retention } = await answerContext();
    return listMarks(db, { window: readWindow(query, now), model, provider, region, tier, retention });
  }),
  [attemptsOperation.path]: answer(attemptsOperation, async (query) => {
    const { db, window, filters, retention } = await readContext(query);
    return readWithArchive(db, (archived) => listAttempts(db, { query, window, filters, retention, archived }));
  }),
  [attemptHistogramOperation.path]: answer(attemptHistogramOperation, async (query) => {
    const { db, ...context } = await readContext(query);
    return getAttemptHistogram(db, { ...context, outcomes: query.outcome });
  }),
  [requestsOperation.path]: answer(requestsOperation, async (query) => {
    const { db, window, filters } = await readContext(query);
    const { outcome: outcomes, request_id: requestId, sort, limit, cursor } = query;
    const asked = { window, filters, outcomes, requestId, sort, limit, cursor };
    return readWithArchive(db, (archived) => listRequests(db, { ...asked, archived }));
  }),
};

export type AnswerPath = keyof typeof ANSWERS;
export type AnswerQuery<Path extends AnswerPath> = Parameters<(typeof ANSWERS)[Path]["compute"]>[0];
export type AnswerReply<Path extends AnswerPath> = z.output<(typeof ANSWERS)[Path]["operation"]["reply"]>;

function answer<O extends ReadOperation>(
  operation: O,
  compute: (query: z.output<O["query"]>) => Promise<z.input<O["reply"]>>,
) {
  return { operation, compute };
}
