import { Pill } from "@/components/ui/pill";
import { DETECTION_LABELS } from "@/lib/domain/detectors/measure-labels";
import { t } from "@/lib/messages/translate";
import type { FoundEvent } from "./describe-detection";

/** What kind of change an event is, tinted while it lasts; a slowdown that came with another model is both. */
export function KindPills({ event: { kinds, ended_at } }: { event: FoundEvent }) {
  return kinds.map((kind) => (
    <Pill key={kind} tone={ended_at === null ? "warn" : "neutral"}>
      {t(DETECTION_LABELS[kind])}
    </Pill>
  ));
}
