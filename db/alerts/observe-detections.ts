import type { TermsOf } from "@/lib/contract/alert-rules";
import type { Observation } from "@/lib/domain/alerts/observation";
import { type DetectedEvent, eventsOf } from "@/lib/domain/detectors/detected-event";
import { DETECTION_LABELS, describeChange } from "@/lib/domain/detectors/measure-labels";
import { formatWhole } from "@/lib/domain/format";
import { inEnglish } from "@/lib/domain/in-english";
import type { Db } from "../client";
import { readDetections } from "../detectors/read-detections";

/**
 * The models that are slower than usual, or that another seems to answer for, as long as that lasts: each event once, under the kind that
 * was found of it first, so that what is found of it later is no alert of its own, and another event is one.
 */
export async function observeDetections(db: Db, { scope }: TermsOf<"detection">): Promise<Observation[]> {
  const { model, provider, region } = scope;
  const detections = await readDetections(db, { window: null, model, provider, region });
  // What was found first may be over before the rest of its event, which alone is said then.
  const firstKinds = new Map(detections.flatMap((one) => (one.id === one.event_id ? [[one.id, one.kind]] : [])));
  return eventsOf(detections.filter(({ ended_at }) => ended_at === null)).map((event) => {
    const [headline] = event.headlines;
    const change = firstKinds.get(event.id) ?? event.kinds.join("+");
    return {
      labels: { change, model: event.model, provider: event.provider, region: event.region },
      occurrence: event.id,
      verdict: "breached" as const,
      summary: summaryOf(event),
      ...{ value: headline ? String(headline.ratio) : null, threshold: null, share: 1 },
    };
  });
}

/** "p95 of duration +38.0 % since 2026-03-08 14:00 UTC, n = 4,120"; what it is goes first where it is more than one. */
function summaryOf({ kinds, headlines, returned_model: name, since, attempts }: DetectedEvent): string {
  const named = name === null ? [] : [`Answers say ${name}`];
  const changes = headlines.map(({ measure, ratio }) => describeChange(measure, ratio, inEnglish));
  const what = [...named, ...changes].join(", ") || "Changed";
  const all = kinds.length > 1 ? `${kinds.map((kind) => DETECTION_LABELS[kind].source).join(" and ")}: ` : "";
  return `${all}${what} since ${since.slice(0, 16).replace("T", " ")} UTC, n = ${formatWhole(attempts)}`;
}
