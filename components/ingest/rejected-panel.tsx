"use client";

import { useState } from "react";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { EmptyBox } from "@/components/ui/state-box";
import type { RejectedGroup } from "@/lib/contract/rejected-records";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { describeRecordError } from "./describe-record-error";
import { DiscardGroup } from "./discard-group";
import { groupKey } from "./group-key";
import classes from "./ingest.module.css";
import { ReplayForm } from "./replay-form";
import { sourceName } from "./source-name";

/** The stored rejected records, by source and reason, to be looked at and sent again after a fix. */
export function RejectedPanel({ groups, isAdmin }: { groups: readonly RejectedGroup[]; isAdmin: boolean }) {
  // Kept here, because what was replayed or discarded is no longer in the list.
  const [said, setSaid] = useState<string | null>(null);
  return (
    <Panel
      title={t("Rejected records")}
      subtitle={t(
        "The other records of their posts were stored. The latest 50,000, without prompts and values of unknown fields",
      )}
    >
      <p role="status" className={classes.help}>
        {said}
      </p>
      {groups.length === 0 ? (
        <EmptyBox title={t("Nothing was rejected")} hint={t("Every record that arrived was well-formed.")} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className={classes.groups} tabIndex={0} aria-label={t("Rejected records by reason")}>
          <ul>
            {groups.map((group) => (
              <Group key={JSON.stringify(groupKey(group))} group={group} isAdmin={isAdmin} onDone={setSaid} />
            ))}
          </ul>
        </section>
      )}
    </Panel>
  );
}

type GroupProps = { group: RejectedGroup; isAdmin: boolean; onDone: (said: string) => void };

function Group({ group, isAdmin, onDone }: GroupProps) {
  const { tz } = useReport();
  const [isOpen, setOpen] = useState(false);
  const { path, count, last_at, sample, replayable } = group;
  return (
    <li className={classes.group}>
      <div className={classes.groupHead}>
        <div>
          <strong>
            {path && <code>{path}</code>} {describeRecordError(group)}
          </strong>
          <p className={classes.help}>
            {t("{count, plural, one {# record} other {# records}} from {source}, last {at}", {
              count,
              source: sourceName(group),
              at: formatInstant(last_at, tz),
            })}
          </p>
        </div>
        {isAdmin && replayable > 0 && (
          <Button variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? t("Close") : t("Fix and replay")}
          </Button>
        )}
        {isAdmin && replayable === 0 && <DiscardGroup group={group} onDone={onDone} />}
      </div>
      {sample && (
        <details>
          <summary>{t("the latest one")}</summary>
          <ul className={classes.errors}>
            {sample.errors.map((error, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: long names are cut, so that two errors may read the same
              <li key={place}>
                {error.path && <code>{error.path}</code>} {describeRecordError(error)}
              </li>
            ))}
          </ul>
          {sample.record && <pre className={classes.sample}>{JSON.stringify(sample.record, null, 1)}</pre>}
          {sample.unknown_fields.length > 0 && (
            <p className={classes.help}>
              {t("Unknown fields, whose values are not stored: {fields}", {
                fields: sample.unknown_fields.join(", "),
              })}
            </p>
          )}
        </details>
      )}
      {isOpen && <ReplayForm group={group} onDone={onDone} />}
    </li>
  );
}
