import type { DigestContent } from "@/lib/contract/digest-content";
import { DETECTION_LABELS, describeEffect } from "@/lib/domain/detectors/measure-labels";
import { formatInstant, formatLength, formatWhole } from "@/lib/domain/format";
import { inEnglish } from "@/lib/domain/in-english";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { oneLine } from "./html-page";

type Detected = NonNullable<DigestContent["detections"]>[number];
type Incident = DigestContent["incidents"][number];

/** "slowdown · p95 of duration +38.0 % (+31.0 % to +45.0 %) · since 2026-03-08 14:00 UTC, still lasting · n = 4,120", in English. */
export function describeDetected(detected: Detected, zone: string): string {
  const { kinds, returned_model: name, changes, since, ended_at, attempts } = detected;
  const at = (iso: string) => formatInstant(iso, zone, "minute");
  const time = ended_at === null ? `since ${at(since)}, still lasting` : `from ${at(since)} to ${at(ended_at)}`;
  return oneLine(
    [
      kinds.map((kind) => inEnglish(DETECTION_LABELS[kind])).join(" and "),
      ...(name === null ? [] : [`answers say ${name}`]),
      ...changes.map((change) => describeEffect(change, inEnglish)),
      time,
      `n = ${formatWhole(attempts)}`,
    ].join(" · "),
  );
}

/** "2026-03-08 14:00 UTC · 12 min, of which 9 down · 340 failed"; bridged gaps are not down. */
export function describeIncident({ from, to, minutes, failed }: Incident, zone: string): string {
  const ms = Date.parse(to) - Date.parse(from);
  const down = minutes * MINUTE_MS === ms ? "" : `, of which ${formatWhole(minutes)} down`;
  return `${formatInstant(from, zone, "minute")} · ${formatLength(ms)}${down} · ${formatWhole(failed)} failed`;
}
