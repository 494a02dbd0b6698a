import { formatWhole } from "@/lib/domain/format";
import classes from "./ingest.module.css";
import type { ReplayTotals } from "./use-replay";

/** What became or would become of the records of a group, and the first that fails. */
export function ReplayOutcome({ totals, isDone }: { totals: ReplayTotals; isDone: boolean }) {
  const { rejected, example } = totals;
  return (
    <>
      <p className={classes.help}>{describeReplay(totals, isDone)}</p>
      {example && (
        <details open={rejected > 0}>
          <summary>{rejected > 0 ? "the first that fails" : "the first"}</summary>
          <ul className={classes.errors}>
            {example.errors.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                <code>{path}</code> {message}
              </li>
            ))}
          </ul>
          <pre className={classes.sample}>{JSON.stringify(example.record, null, 1)}</pre>
        </details>
      )}
    </>
  );
}

export function describeReplay({ stored, duplicates, rejected }: ReplayTotals, isDone: boolean): string {
  const would = isDone ? "" : "would be ";
  const known = duplicates > 0 ? `, ${formatWhole(duplicates)} were stored before` : "";
  return `${formatWhole(stored)} ${would}stored${known}, ${formatWhole(rejected)} ${would}rejected again.`;
}
