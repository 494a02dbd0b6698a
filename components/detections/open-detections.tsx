"use client";

import Link from "next/link";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { modelHref } from "@/components/ui/model-href";
import { Panel } from "@/components/ui/panel";
import { readOptions } from "@/lib/client/read-options";
import { describeDetection, detectionHref } from "./describe-detection";
import classes from "./detections.module.css";

/** The models that are slower now than they usually are, or that another seems to answer for; nothing where there are none. */
export function OpenDetections() {
  const { query, tz } = useReport();
  const { window, from, to, model, provider, region } = query;
  const { data } = useLiveQuery(readOptions("/api/v1/detections", { window, from, to, model, provider, region }));
  const open = data?.detections.filter(({ ended_at }) => ended_at === null) ?? [];
  if (!data || open.length === 0) return null;
  return (
    <Panel title="Changed models" subtitle="Slower than usual, or answering differently, at this moment">
      <ul className={classes.list}>
        {open.map((row) => (
          <li key={row.id}>
            <Link href={modelHref(row.model)}>{row.model}</Link> in {row.region} at {row.provider}:{" "}
            {describeDetection(row, tz)} · <Link href={detectionHref(row, data.as_of)}>attempts</Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
