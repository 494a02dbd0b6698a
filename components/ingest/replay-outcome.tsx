import { formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { describeRecordError } from "./describe-record-error";
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
          <summary>{rejected > 0 ? t("the first that fails") : t("the first")}</summary>
          <ul className={classes.errors}>
            {example.errors.map((error, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: long names are cut, so that two errors may read the same
              <li key={place}>
                <code>{error.path}</code> {describeRecordError(error)}
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
  const values = { stored: formatWhole(stored), duplicates, rejected: formatWhole(rejected) };
  return isDone
    ? t("{stored} stored{duplicates, plural, =0 {} other {, # were stored before}}, {rejected} rejected again.", values)
    : t(
        "{stored} would be stored{duplicates, plural, =0 {} other {, # were stored before}}, {rejected} would be rejected again.",
        values,
      );
}
