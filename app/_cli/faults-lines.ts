import type { Interval } from "@/lib/domain/statistics/proportion-interval";
import { GRADES } from "@/lib/fault-suite/grade-run";
import { gradeOf, type ScenarioScore } from "@/lib/fault-suite/run-suite";

const REASONS_SHOWN = 2;

/** A scenario's score in a line: its grade, how often it passed, and why it did not. */
export function scoreLine(score: ScenarioScore): string {
  const { id, runs, counts, passed, reasons } = score;
  const why = reasons.slice(0, REASONS_SHOWN).map((each) => `${each.reason} (${each.runs})`);
  const more = reasons.length > REASONS_SHOWN ? ", …" : "";
  const share = `${counts.pass}/${runs} pass (${formatBand(passed)})`;
  return `${gradeOf(score).padEnd(7)}  ${id.padEnd(25)}  ${share.padEnd(26)}  ${why.join(", ")}${more}`.trimEnd();
}

/** The sums by origin: how many scenarios have which grade. */
export function summaryLines(scores: readonly ScenarioScore[]): string[] {
  const origins = [
    { name: "public", label: "Public scenarios" },
    { name: "own", label: "Own scenarios" },
  ] as const;
  return origins.flatMap(({ name, label }) => {
    const those = scores.filter(({ origin }) => origin === name);
    if (those.length === 0) return [];
    const grades = GRADES.map((grade) => `${those.filter((score) => gradeOf(score) === grade).length} ${grade}`);
    return [`${label}: ${grades.join(", ")}, of ${those.length}`];
  });
}

function formatBand({ low, high }: Interval): string {
  return `${Math.floor(low * 100)}–${Math.ceil(high * 100)} %`;
}
