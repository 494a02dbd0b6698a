"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { z } from "zod";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import type { rateSchema } from "@/lib/contract/prices";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { message, t } from "@/lib/messages/translate";
import type { ReportRates } from "./price-columns";
import { RateForm } from "./rate-form";

type Rate = z.infer<typeof rateSchema>;

const COLUMNS: DataColumn<Rate>[] = [
  { id: "day", header: message("Day"), hint: "UTC", value: ({ day }) => day },
  { id: "currency", header: message("Currency"), value: ({ currency }) => currency },
  {
    id: "rate",
    header: message("For a dollar"),
    numeric: true,
    value: ({ per_usd }) => Number(per_usd),
    cell: ({ per_usd }) => per_usd,
    csv: ({ per_usd }) => per_usd,
  },
  { id: "source", header: message("Source"), wrap: true, value: ({ source }) => source },
  { id: "by", header: message("Added by"), value: ({ created_by }) => created_by },
];

/** What a dollar bought of other currencies, day by day; a day without a rate has no cost in dollars. */
export function RatesPanel({ canEdit, onSaved }: { canEdit: boolean; onSaved: () => Promise<void> }) {
  const rates = useRates();
  const { data, error } = rates;
  return (
    <Panel
      title={t("Exchange rates")}
      subtitle={t(
        "What a dollar bought, by UTC day. A cost is converted at the rate of its attempt's day, and no other day's stands in for it; a stored rate is never changed",
      )}
    >
      {canEdit && <RateForm onSaved={onSaved} />}
      {data === undefined && error && <FailedBox error={error} onRetry={() => rates.refetch()} height={120} />}
      {data === undefined && !error && <Skeleton height={120} />}
      {data?.rates.length === 0 && (
        <EmptyBox
          title={t("No rates yet")}
          hint={t("They are needed for prices in other currencies than the dollar.")}
        />
      )}
      {data && data.rates.length > 0 && (
        <DataTable
          caption={t("Exchange rates")}
          columns={COLUMNS}
          rows={data.rates}
          rowKey={({ currency, day }) => `${currency} ${day}`}
          sortBy={{ id: "day", desc: true }}
          maxHeight={300}
          csv
        />
      )}
    </Panel>
  );
}

function useRates() {
  return useQuery(readOptions("/api/v1/exchange-rates", {}));
}

/** The last rate of each currency, for amounts of today. */
export function useReportRates(): ReportRates {
  const { data } = useRates();
  return useMemo(() => {
    const latest = new Map<string, { picoPerUsd: bigint; day: string }>();
    for (const { currency, day, per_usd } of data?.rates ?? []) {
      const picoPerUsd = parseUsd(per_usd);
      const known = latest.get(currency);
      if (picoPerUsd !== null && (known === undefined || known.day < day)) latest.set(currency, { picoPerUsd, day });
    }
    return latest;
  }, [data]);
}
