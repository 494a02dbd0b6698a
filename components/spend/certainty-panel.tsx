"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Explain } from "@/components/ui/explain";
import { ModelName } from "@/components/ui/model-name";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { usdColumn } from "@/components/ui/usd-column";
import type { Certainty, Spend, UnpricedModel } from "@/lib/contract/spend";
import { formatCount } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { BASIS_TEXTS, describeCertainty, describeCertaintyFrom } from "./describe-certainty";

/** How much of the spend is certain, how much estimated, and what the tokens without a price may be worth. */
export function CertaintyPanel({ spend }: { spend: UseQueryResult<Spend> }) {
  const { tz } = useReport();
  const { data } = spend;
  const sentence = data && [describeCertainty(data.total), describeCertaintyFrom(data, tz)].filter(Boolean).join(" · ");
  return (
    <Panel
      title={t("How certain")}
      subtitle={sentence || t("What is certain, estimated and unpriced, in dollars")}
      actions={
        <Explain
          title={t("How certain")}
          formula={t("spend = certain + estimated; unpriced tokens × lowest … highest price")}
          note={t(
            "Estimated: from estimated usage, input alone (timeouts, cancelled calls), or a price that lacks a part. Tokens without a price are in no total; they would cost as much as at the lowest and the highest price of the same model anywhere, or else of any model. Free prices, service tiers and cached input are left out of that; attempts that report no usage have no tokens.",
          )}
        />
      }
    >
      <CertaintyBody spend={spend} />
    </Panel>
  );
}

function CertaintyBody({ spend }: { spend: UseQueryResult<Spend> }) {
  const { data, error, refetch } = spend;
  if (data === undefined) {
    if (error) return <FailedBox error={error} onRetry={() => refetch()} height={120} />;
    return <Skeleton height={120} />;
  }
  const { certainty } = data.total;
  const models = data.unpriced_models ?? [];
  if (!certainty || models.length === 0) {
    return (
      <EmptyBox title={t("No token without a price")} hint={t("Every token that is charged for is in the total.")} />
    );
  }
  return (
    <DataTable
      caption={t("Worth of tokens without a price")}
      columns={columnsOf(certainty)}
      rows={models}
      rowKey={({ model, provider }) => `${model} ${provider}`}
      sortBy={{ id: "high", desc: true }}
      maxHeight={320}
      totals
      csv
    />
  );
}

function columnsOf({ unpriced_tokens, unpriced_low_usd, unpriced_high_usd }: Certainty): DataColumn<UnpricedModel>[] {
  return [
    {
      ...{ id: "model", header: t("Model"), total: t("Total") },
      value: ({ model }) => model,
      cell: ({ model }) => <ModelName model={model} />,
    },
    { id: "provider", header: t("Provider"), value: ({ provider }) => provider },
    {
      ...{ id: "tokens", header: t("Tokens"), hint: t("without a price"), numeric: true },
      value: ({ tokens }) => tokens,
      cell: ({ tokens }) => formatCount(tokens),
      total: formatCount(unpriced_tokens),
      totalValue: unpriced_tokens,
    },
    bound("low", t("At least"), ({ low_usd }) => low_usd, unpriced_low_usd),
    bound("high", t("At most"), ({ high_usd }) => high_usd, unpriced_high_usd),
    { id: "basis", header: t("Compared with"), wrap: true, value: ({ basis }) => t(BASIS_TEXTS[basis]) },
  ];
}

function bound(
  id: string,
  header: string,
  of: (row: UnpricedModel) => string | null,
  total: string | null,
): DataColumn<UnpricedModel> {
  return usdColumn({ id, header, of, total });
}
