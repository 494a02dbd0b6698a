import type { Recovery } from "./crash-round";
import type { CrashRun } from "./run-crashes";

const MEASURES: [keyof Recovery, string][] = [
  ["takeoverMs", "lead taken over"],
  ["processMs", "killed process accepts again"],
  ["databaseMs", "database answers again"],
  ["acceptedMs", "first post accepted after that"],
];

/** One round's times in a line. */
export function describeRecovery(recovery: Recovery): string {
  return MEASURES.flatMap(([name, what]) => {
    const ms = recovery[name];
    return ms === undefined ? [] : `${what} in ${seconds(ms)}`;
  }).join(", ");
}

/** What a run came to: the median and the longest of each time, the posts, and whether all is well. */
export function describeRun({ rounds, records, answers, findings }: CrashRun): string[] {
  const times = MEASURES.flatMap(([name, what]) => {
    const all = rounds.flatMap(({ recovery }) => recovery[name] ?? []).sort((a, b) => a - b);
    const median = all[Math.floor((all.length - 1) / 2)];
    const longest = all.at(-1);
    if (median === undefined || longest === undefined) return [];
    return `${what}: median ${seconds(median)}, longest ${seconds(longest)} (${all.length} times)`;
  });
  const { accepted, unavailable, failed, lost } = answers;
  const posts = `${count(accepted)} posts accepted, ${count(unavailable)} told to come back, ${count(failed)} failed, ${count(lost)} without answer`;
  const verdict =
    findings.length === 0
      ? `${count(records)} records sent, each stored once; all sums and answers agree`
      : `WRONG after ${rounds.length} rounds:`;
  return [...times, posts, verdict, ...findings];
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}

function count(value: number): string {
  return value.toLocaleString("en");
}
