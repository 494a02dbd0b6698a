import type { Verdict } from "./alert-state";

/** What a rule sees of one series: its labels say which. */
export type Observation = {
  labels: Readonly<Record<string, string>>;
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

/** One text for equal labels, whatever their order. */
export function seriesKeyOf(labels: Observation["labels"]): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether labels have all of those asked for. */
export function hasLabels(labels: Observation["labels"], asked: Observation["labels"]): boolean {
  return Object.entries(asked).every(([name, value]) => labels[name] === value);
}

/** "deepseek-v4-flash · us-east-1"; empty where there is nothing to be split by. */
export function describeLabels(labels: Observation["labels"]): string {
  return Object.values(labels).join(" · ");
}
