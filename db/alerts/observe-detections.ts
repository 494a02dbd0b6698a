import { inArray } from "drizzle-orm";
import type { TermsOf } from "@/lib/contract/alert-rules";
import type { DetectionRow } from "@/lib/contract/detections";
import type { Observation } from "@/lib/domain/alerts/observation";
import { type DetectedEvent, eventsOf } from "@/lib/domain/detectors/detected-event";
import { DETECTION_LABELS, describeChange } from "@/lib/domain/detectors/measure-labels";
import { formatWhole } from "@/lib/domain/format";
import { inEnglish } from "@/lib/domain/in-english";
import type { Db } from "../client";
import { readDetections } from "../detectors/read-detections";
import { detection } from "../schema/detectors";

/**
 * The models that are slower than usual, or that another seems to answer for, as long as that lasts: each event once, under the kind that
 * was found of it first, so that what is found of it later is no alert of its own.
 */
export async function observeDetections(db: Db, { scope }: TermsOf<"detection">): Promise<Observation[]> {
  const { model, provider, region } = scope;
  const events = eventsOf(await readDetections(db, { window: null, model, provider, region }));
  const kinds = await kindsOf(
    db,
    events.map(({ id }) => id),
  );
  return events.map((event) => {
    const [headline] = event.headlines;
    const change = kinds.get(event.id) ?? event.kinds.join("+");
    return {
      labels: { change, model: event.model, provider: event.provider, region: event.region },
      verdict: "breached" as const,
      summary: summaryOf(event),
      ...{ value: headline ? String(headline.ratio) : null, threshold: null, share: 1 },
    };
  });
}

/** What was found first of an event may be over before the rest of it. */
async function kindsOf(db: Db, ids: readonly number[]): Promise<Map<number, DetectionRow["kind"]>> {
  if (ids.length === 0) return new Map();
  const { id, kind } = detection;
  const rows = await db
    .select({ id, kind })
    .from(detection)
    .where(inArray(id, [...ids]));
  return new Map(rows.map((row) => [row.id, row.kind]));
}

/** "p95 of duration +38.0 % since 2026-03-08 14:00 UTC, n = 4,120"; what it is goes first where it is more than one. */
function summaryOf({ kinds, headlines, returned_model: name, since, attempts }: DetectedEvent): string {
  const named = name === null ? [] : [`Answers say ${name}`];
  const changes = headlines.map(({ measure, ratio }) => describeChange(measure, ratio, inEnglish));
  const what = [...named, ...changes].join(", ") || "Changed";
  const all = kinds.length > 1 ? `${kinds.map((kind) => DETECTION_LABELS[kind].source).join(" and ")}: ` : "";
  return `${all}${what} since ${since.slice(0, 16).replace("T", " ")} UTC, n = ${formatWhole(attempts)}`;
}
