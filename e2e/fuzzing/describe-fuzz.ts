import { addressWith, bodyOf } from "./create-payload";
import type { FuzzFinding, FuzzRun } from "./run-fuzz";

const SHOWN_CHARACTERS = 4_000;

/** What came of a run, a line for each endpoint and several for each finding. */
export function describeFuzz({ answers, findings }: FuzzRun, seed: number): string[] {
  const total = new Map<number, number>();
  for (const counts of answers.values()) {
    for (const [status, count] of counts) total.set(status, (total.get(status) ?? 0) + count);
  }
  const places = [...answers]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([place, counts]) => `${place}: ${formatCounts(counts)}`);
  return [...places, `All: ${formatCounts(total)}`, ...findings.flatMap((finding) => describeFinding(finding, seed))];
}

function formatCounts(counts: ReadonlyMap<number, number>): string {
  const sorted = [...counts].toSorted(([a], [b]) => a - b);
  return sorted.map(([status, count]) => `${status} × ${count.toLocaleString("en")}`).join(", ");
}

function describeFinding({ number, answer, payload }: FuzzFinding, seed: number): string[] {
  const { bytes, headers } = bodyOf(payload);
  const at = addressWith(payload.path, payload.parameter ?? "(one that is known)");
  const spoils = payload.spoils.map(({ name }) => name).join(", ");
  return [
    `FOUND: ${payload.method} ${at} was answered ${answer}; again by --seed ${seed} --first ${number} --count 1`,
    `  headers ${JSON.stringify(headers)}${spoils && `, ${spoils}`}`,
    `  body ${JSON.stringify(Buffer.from(bytes).toString("latin1").slice(0, SHOWN_CHARACTERS))}`,
  ];
}
