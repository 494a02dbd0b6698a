"use client";

import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { describeNoData } from "@/components/ui/describe";
import { Explain } from "@/components/ui/explain";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { usdColumn } from "@/components/ui/usd-column";
import { readOptions } from "@/lib/client/read-options";
import type { Anomalies, Anomaly } from "@/lib/contract/anomalies";
import { displayUsd } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import { describeCauses, describeSearch } from "./describe-anomalies";
import { spendWindow } from "./spend-queries";

const TITLE = message("Unusual days");
const HEIGHT = 120;

const COLUMNS: DataColumn<Anomaly>[] = [
  { id: "day", header: message("Day"), value: ({ day }) => day },
  usdColumn({ id: "actual", header: message("Cost"), of: ({ actual_usd }) => actual_usd }),
  {
    id: "expected",
    header: message("Expected"),
    hint: message("95 % of days are below"),
    numeric: true,
    value: ({ expected_usd }) => Number(expected_usd),
    cell: ({ expected_usd, expected_high_usd }) => `${displayUsd(expected_usd)} / ${displayUsd(expected_high_usd)}`,
  },
  usdColumn({ id: "rise", header: message("Above it"), of: ({ rise_usd }) => rise_usd }),
  { id: "causes", header: message("What rose"), wrap: true, value: describeCauses },
];

/** Days that cost more than the weeks before them explain, and what rose on them. */
export function AnomaliesPanel() {
  const anomalies = useLiveQuery(readOptions("/api/v1/spend/anomalies", spendWindow(useReport())));
  return (
    <Panel
      title={t(TITLE)}
      subtitle={anomalies.data ? describeSearch(anomalies.data) : describeNoData(anomalies.error)}
      actions={
        <Explain
          title={t(TITLE)}
          formula={t("cost of the day against level × weekday factor of the eight weeks before it")}
          note={t(
            "A day is listed where chance hardly explains it, counted over all days of the window together: of those listed, at most one in twenty is expected to be chance. Today is compared once it is over.",
          )}
        />
      }
    >
      <AnomaliesBody {...anomalies} />
    </Panel>
  );
}

type BodyProps = { data: Anomalies | undefined; error: Error | null; isFetching: boolean; refetch: () => unknown };

function AnomaliesBody({ data, error, isFetching, refetch }: BodyProps) {
  if (data === undefined) {
    if (error) return <FailedBox error={error} onRetry={() => refetch()} retrying={isFetching} height={HEIGHT} />;
    return <Skeleton height={HEIGHT} />;
  }
  if (data.days_tested === 0) {
    return (
      <EmptyBox
        title={t("Not enough days")}
        hint={t("A day is compared once it is over and {days} days with a known cost are before it.", {
          days: data.days_of_evidence_min,
        })}
        height={HEIGHT}
      />
    );
  }
  if (data.anomalies.length === 0) {
    return (
      <EmptyBox
        title={t("Nothing unusual")}
        hint={t("Every day cost about what the weeks before it explain.")}
        height={HEIGHT}
      />
    );
  }
  return (
    <DataTable caption={t(TITLE)} columns={COLUMNS} rows={data.anomalies} rowKey={({ day }) => day} maxHeight={420} />
  );
}
