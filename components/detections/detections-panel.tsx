"use client";

import { useMemo } from "react";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { DataTable } from "@/components/ui/data-table";
import { describeNoData } from "@/components/ui/describe";
import { Panel } from "@/components/ui/panel";
import { PlainTable } from "@/components/ui/plain-table";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import type { Detections } from "@/lib/contract/detections";
import { describeWatch } from "./describe-detection";
import { changeRows, detectionColumns } from "./detection-columns";

const TITLE = "Slowdowns and swaps";

/** When the model became slower or another seemed to answer for it, with size and interval, and how closely it is watched. */
export function DetectionsPanel({ model }: { model: string }) {
  const { tz, query } = useReport();
  const { window, from, to, provider, region } = query;
  const asked = { window, from, to, provider, region, model: [model] };
  const { data, error, refetch } = useLiveQuery(readOptions("/api/v1/detections", asked));
  const columns = useMemo(() => detectionColumns({ zone: tz, asOf: data?.as_of ?? "" }), [tz, data?.as_of]);
  if (!data) {
    return (
      <Panel title={TITLE} subtitle={describeNoData(error)}>
        {error ? <FailedBox error={error} onRetry={() => refetch()} height={120} /> : <Skeleton height={120} />}
      </Panel>
    );
  }
  const rows = changeRows(data.detections);
  return (
    <Panel
      title={TITLE}
      subtitle="Against the same sizes of input and hours of the day in the four weeks before; 95 % intervals"
    >
      {rows.length === 0 ? (
        <EmptyBox title="No change found in this window" hint={hintOf(data)} />
      ) : (
        <DataTable caption={TITLE} columns={columns} rows={rows} rowKey={({ key }) => key} />
      )}
      {data.series.length > 0 && (
        <PlainTable
          caption="How closely it is watched"
          table={{
            columns: [{ label: "Region" }, { label: "Provider" }, { label: "A change of 20 %" }],
            rows: data.series.map((series) => [series.region, series.provider, describeWatch(series)]),
          }}
        />
      )}
    </Panel>
  );
}

function hintOf({ series }: Detections): string {
  return series.length === 0
    ? "Nothing is watched yet: hours are looked at when they are over."
    : "Below is what would have been found.";
}
