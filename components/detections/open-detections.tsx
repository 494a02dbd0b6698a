"use client";

import Link from "next/link";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { modelHref } from "@/components/ui/model-href";
import { Panel } from "@/components/ui/panel";
import { rich } from "@/components/ui/rich";
import { readOptions } from "@/lib/client/read-options";
import { eventsOf } from "@/lib/domain/detectors/detected-event";
import { t } from "@/lib/messages/translate";
import { describeEvent, detectionHref } from "./describe-detection";
import classes from "./detections.module.css";
import { KindPills } from "./kind-pills";

/** The models that are slower now than they usually are, or that another seems to answer for; nothing where there are none. */
export function OpenDetections() {
  const { query, tz } = useReport();
  const { window, from, to, model, provider, region } = query;
  const { data } = useLiveQuery(readOptions("/api/v1/detections", { window, from, to, model, provider, region }));
  const open = eventsOf(data?.detections ?? []).filter(({ ended_at }) => ended_at === null);
  if (!data || open.length === 0) return null;
  return (
    <Panel
      title={t("Changed models")}
      subtitle={t("Slower than usual, or answering differently, at this moment; 95 % intervals")}
    >
      <ul className={classes.list}>
        {open.map((event) => (
          <li key={event.id}>
            <KindPills event={event} />
            <span>
              {rich("{model} in {region} at {provider}: {change} · <link>attempts</link>", {
                model: <Link href={modelHref(event.model)}>{event.model}</Link>,
                region: event.region,
                provider: event.provider,
                change: describeEvent(event, tz),
                link: (text) => <Link href={detectionHref(event, data.as_of)}>{text}</Link>,
              })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
