import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/_server/page-guards";
import { prefetch } from "@/app/_server/prefetch";
import { prefetchPolicyVersions } from "@/app/_server/prefetch-policy-versions";
import { prefetchRegions } from "@/app/_server/prefetch-regions";
import { readLate } from "@/app/_server/read-late";
import { readReport } from "@/app/_server/read-report";
import { getReadDb } from "@/app/_server/runtime";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { shownPrices } from "@/app/_server/shown-prices";
import { getQueryClient } from "@/app/get-query-client";
import { FAILED_EXEMPLARS, SLOWEST_EXEMPLARS } from "@/components/model/exemplar-queries";
import { failoverSpansQuery } from "@/components/model/failover-spans-query";
import { errorsByRegionQuery, modelQuery, weekHeatQuery } from "@/components/model/model-query";
import { ModelScreen } from "@/components/model/model-screen";
import { statsBeforeQuery } from "@/components/periods/stats-before-query";
import { LateAnswers } from "@/components/shell/late-answers";
import { listCatalogueModels } from "@/db/catalogue/list-catalogue-models";
import { getAliases } from "@/db/policies/get-aliases";
import { listPrices } from "@/db/prices/list-prices";
import { readOptions } from "@/lib/client/read-options";

type Props = SearchParamsProp & { params: Promise<{ model: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).model) };
}

export default async function ModelPage({ params, searchParams }: Props) {
  const user = await requireViewer();
  const model = decodeURIComponent((await params).model);
  const report = await readReport(await searchParams, "/models");
  const query = modelQuery(report.query, model);
  const client = getQueryClient();
  const [prices, { aliases }, catalogue] = await Promise.all([
    listPrices(getReadDb()),
    getAliases(getReadDb()),
    listCatalogueModels(getReadDb()),
    prefetch(client, "/api/v1/stats/models", { ...query, by: "model" }),
    prefetch(client, "/api/v1/stats/series", { ...query, metric: "ttft_ms", bands: "true", step: "auto" }),
    prefetch(client, "/api/v1/stats/series", errorsByRegionQuery(query)),
    prefetchRegions(client, query, [model]),
    prefetch(client, "/api/v1/failovers/spans", failoverSpansQuery(query)),
    prefetch(client, "/api/v1/prices", { model, aliases: "true" }),
    prefetch(client, "/api/v1/retirements", {}),
    prefetch(client, "/api/v1/policies", {}).then(() => prefetchPolicyVersions(client)),
  ]);
  const { window, from, to, provider, region, tier } = query;
  const stats = client.getQueryData(readOptions("/api/v1/stats/models", { ...query, by: "model" }).queryKey);
  const late = [
    readLate("/api/v1/stats/records", {}),
    ...(stats ? [readLate("/api/v1/stats/models", statsBeforeQuery(stats, { ...report, query }))] : []),
    readLate("/api/v1/marks", { window, from, to, model: [model], provider, region, tier }),
    readLate("/api/v1/stats/series", weekHeatQuery(report.query, model)),
    readLate("/api/v1/stats/sizes", query),
    readLate("/api/v1/requests", { ...query, ...SLOWEST_EXEMPLARS }),
    readLate("/api/v1/requests", { ...query, ...FAILED_EXEMPLARS }),
    readLate("/api/v1/detections", { window, from, to, provider, region, model: [model] }),
  ];
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <LateAnswers answers={late} />
      <ModelScreen
        key={model}
        model={model}
        prices={shownPrices(prices, model, aliases, new Date())}
        canEdit={user.role === "admin"}
        facts={catalogue.filter((known) => known.model === model)}
      />
    </HydrationBoundary>
  );
}
