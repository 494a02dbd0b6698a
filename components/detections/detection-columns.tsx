import Link from "next/link";
import type { DataColumn } from "@/components/ui/data-table";
import { Pill } from "@/components/ui/pill";
import type { DetectedChange, DetectionRow } from "@/lib/contract/detections";
import { describeInterval, measureLabel } from "@/lib/domain/detectors/measure-labels";
import { formatChange, formatInstant, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { detectionHref, type FoundEvent, formatMeasured } from "./describe-detection";

/** One measure of one event, by the detection that says it. */
export type ChangeRow = DetectedChange & { key: string; detection: DetectionRow };

/** A row for each measure of each event: those it was found by first. */
export function changeRows(events: readonly FoundEvent[]): ChangeRow[] {
  return events.flatMap(({ id, changes }) =>
    changes.map(({ change, detection }) => ({ ...change, detection, key: `${id} ${change.measure}` })),
  );
}

/** Columns of a table of changes; `asOf` ends the attempts of what still lasts. */
export function detectionColumns({ zone, asOf }: { zone: string; asOf: string }): DataColumn<ChangeRow>[] {
  return [
    {
      id: "measure",
      header: t("Measure"),
      value: ({ measure }) => measureLabel(measure),
      cell: ({ measure, found }) => (
        <>
          {measureLabel(measure)} {found && <Pill tone="warn">{t("found")}</Pill>}
        </>
      ),
    },
    {
      id: "change",
      header: t("Change|difference"),
      numeric: true,
      value: ({ ratio }) => ratio,
      cell: ({ ratio }) => formatChange(ratio - 1),
    },
    {
      id: "interval",
      header: t("95 % interval"),
      numeric: true,
      value: ({ low }) => low,
      cell: (row) => describeInterval(row),
    },
    {
      id: "before",
      header: t("Before"),
      hint: t("like for like"),
      numeric: true,
      value: ({ before }) => before,
      cell: ({ measure, before }) => formatMeasured(measure, before),
    },
    {
      id: "after",
      header: t("After"),
      numeric: true,
      value: ({ after }) => after,
      cell: ({ measure, after }) => formatMeasured(measure, after),
    },
    { id: "n", header: "n", numeric: true, value: ({ n }) => n, cell: ({ n }) => formatWhole(n) },
    {
      id: "since",
      header: t("Since"),
      value: ({ detection }) => detection.since,
      cell: ({ detection }) => formatInstant(detection.since, zone, "minute"),
    },
    {
      id: "until",
      header: t("Until"),
      value: ({ detection }) => detection.ended_at,
      cell: ({ detection: { ended_at, end_reason } }) => {
        if (ended_at === null) return t("lasts");
        const end = formatInstant(ended_at, zone, "minute");
        return end_reason === "settled" ? t("{end}, usual since", { end }) : end;
      },
    },
    { id: "region", header: t("Region"), value: ({ detection }) => detection.region },
    { id: "provider", header: t("Provider"), value: ({ detection }) => detection.provider },
    {
      id: "attempts",
      header: t("Attempts"),
      numeric: true,
      value: ({ detection }) => detection.attempts,
      cell: ({ detection }) => <Link href={detectionHref(detection, asOf)}>{formatWhole(detection.attempts)}</Link>,
    },
  ];
}
