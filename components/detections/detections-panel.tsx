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
import { eventsOf } from "@/lib/domain/detectors/detected-event";
import { message, t } from "@/lib/messages/translate";
import { caveatOf, describeEvent, describeWatch, type FoundEvent } from "./describe-detection";
import { changeRows, detectionColumns } from "./detection-columns";
import classes from "./detections.module.css";
import { KindPills } from "./kind-pills";

const TITLE = message("Slowdowns and model changes");

/** When the model became slower or another seemed to answer for it, with size and interval, and how closely it is watched. */
export function DetectionsPanel({ model }: { model: string }) {
  const { tz, query } = useReport();
  const { window, from, to, provider, region } = query;
  const asked = { window, from, to, provider, region, model: [model] };
  const { data, error, refetch } = useLiveQuery(readOptions("/api/v1/detections", asked));
  const columns = useMemo(() => detectionColumns({ zone: tz, asOf: data?.as_of ?? "" }), [tz, data?.as_of]);
  if (!data) {
    return (
      <Panel title={t(TITLE)} subtitle={describeNoData(error)}>
        {error ? <FailedBox error={error} onRetry={() => refetch()} height={120} /> : <Skeleton height={120} />}
      </Panel>
    );
  }
  const events = eventsOf(data.detections);
  return (
    <Panel
      title={t(TITLE)}
      subtitle={t("Against the same sizes of input and hours of the day in the four weeks before; 95 % intervals")}
    >
      {events.length === 0 ? (
        <EmptyBox title={t("No change found in this window")} hint={hintOf(data)} />
      ) : (
        <>
          <EventList events={events} zone={tz} />
          <DataTable caption={t(TITLE)} columns={columns} rows={changeRows(events)} rowKey={({ key }) => key} />
        </>
      )}
      {data.series.length > 0 && (
        <PlainTable
          caption={t("How closely it is watched")}
          table={{
            columns: [
              { label: t("Region") },
              { label: t("Provider") },
              { label: t("Of") },
              { label: t("How closely") },
            ],
            rows: data.series.map((series) => [
              series.region,
              series.provider,
              series.kind === "swap" ? t("answers") : t("speed"),
              describeWatch(series),
            ]),
          }}
        />
      )}
    </Panel>
  );
}

function EventList({ events, zone }: { events: readonly FoundEvent[]; zone: string }) {
  return (
    <ul className={classes.list}>
      {events.map((event) => {
        const caveat = caveatOf(event);
        return (
          <li key={event.id}>
            <KindPills event={event} />
            <span>
              {event.region}, {event.provider}: {describeEvent(event, zone)}
              {caveat && ` · ${caveat}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function hintOf({ series }: Detections): string {
  return series.length === 0
    ? t("Nothing is watched yet: hours are looked at when they are over.")
    : t("Below is what would have been found.");
}
