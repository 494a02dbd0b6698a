import { type Message, t } from "@/lib/messages/translate";
import { DETECTION_LABELS } from "../detectors/measure-labels";
import type { Translate } from "../in-english";
import type { Verdict } from "./alert-state";

/** What a rule sees of one series: its labels say which. */
export type Observation = {
  labels: Readonly<Record<string, string>>;
  /** Tells apart what has equal labels and is to be told of by itself, such as the event of a detection: each is a series. */
  occurrence?: number;
  verdict: Verdict;
  /** What was measured, in words. */
  summary: string;
  /** The same as decimal text in the unit of the rule's limit; null where nothing was measured. */
  value: string | null;
  threshold: string | null;
  /** How far it is to its limit, to order by: 1 is at it. */
  share: number;
  /** Events that are delivered with it. */
  eventIds?: readonly number[];
};

/** One text for equal labels, whatever their order, and for each occurrence of them. */
export function seriesKeyOf(labels: Observation["labels"], occurrence?: number): string {
  const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  return occurrence === undefined ? key : `${key} #${occurrence}`;
}

const BY_WEIGHT: readonly Verdict[] = ["ok", "unmeasured", "breached"];

/** One observation of each series: where several have the same labels and occurrence, the worst verdict, of equal ones the nearest to its limit. */
export function mergeSeries(observations: readonly Observation[]): Observation[] {
  const merged = new Map<string, Observation>();
  for (const one of observations) {
    const key = seriesKeyOf(one.labels, one.occurrence);
    const other = merged.get(key);
    merged.set(key, other ? worseOf(other, one) : one);
  }
  return [...merged.values()];
}

function worseOf(a: Observation, b: Observation): Observation {
  const weight = ({ verdict }: Observation) => BY_WEIGHT.indexOf(verdict);
  const worse = (weight(b) - weight(a) || b.share - a.share) > 0 ? b : a;
  const eventIds = [...new Set([...(a.eventIds ?? []), ...(b.eventIds ?? [])])];
  return eventIds.length === 0 ? worse : { ...worse, eventIds };
}

/** The series nearest to their limits, at most `max`, and beside them all whose keys are `open`: of these it is to be known how they go on. */
export function nearestSeries(
  observations: readonly Observation[],
  { max, open }: { max: number; open: ReadonlySet<string> },
): Observation[] {
  const sorted = mergeSeries(observations).sort((a, b) => b.share - a.share);
  return sorted.filter(({ labels, occurrence }, index) => index < max || open.has(seriesKeyOf(labels, occurrence)));
}

/** Whether labels have all of those asked for. */
export function hasLabels(labels: Observation["labels"], asked: Observation["labels"]): boolean {
  return Object.entries(asked).every(([name, value]) => labels[name] === value);
}

const CHANGE_LABELS: ReadonlyMap<string, Message> = new Map(Object.entries(DETECTION_LABELS));

/** "deepseek-v4-flash · us-east-1", and what was detected in words: "slowdown · qwen3-32b"; empty where there is nothing to be split by. */
export function describeLabels(labels: Observation["labels"], translate: Translate = t): string {
  return Object.entries(labels)
    .map(([name, value]) => {
      const change = name === "change" ? CHANGE_LABELS.get(value) : undefined;
      return change ? translate(change) : value;
    })
    .join(" · ");
}
