"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmButton } from "@/components/access/confirm-button";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { type RejectedGroup, type RejectedGroupKey, recordFixSchema } from "@/lib/contract/rejected-records";
import { formatWhole } from "@/lib/domain/format";
import { fixDraftOf, toFix } from "./fix-draft";
import { FixFields } from "./fix-fields";
import classes from "./ingest.module.css";
import { type ReplayTotals, useReplay } from "./use-replay";

const KINDS = [
  { value: "set", label: "Give a field another value" },
  { value: "drop", label: "Take a field away" },
  { value: "zone", label: "Say which zone times are in" },
  { value: "shift", label: "Move times by hours" },
  { value: "nothing", label: "Nothing: the cause is mended" },
] as const;

/** What to change in each refused record of a group before it is sent again, tried first. */
export function ReplayForm({ group, onDone }: { group: RejectedGroup; onDone: (said: string) => void }) {
  const router = useRouter();
  const [draft, setDraft] = useState(() => fixDraftOf(group));
  const { attempt, replay, discard, done } = useReplay(keyOf(group));
  const fix = toFix(draft);
  const problem = recordFixSchema.safeParse(fix).error?.issues[0]?.message ?? null;
  const error = attempt.error ?? replay.error ?? discard.error;
  const isBusy = attempt.isPending || replay.isPending || discard.isPending;
  return (
    <form
      className={classes.replay}
      onSubmit={(event) => {
        event.preventDefault();
        attempt.mutate(fix);
      }}
    >
      <div className={classes.fields}>
        <Choice
          label="Before they are sent again"
          options={KINDS}
          value={draft.kind}
          onChange={(kind) => {
            attempt.reset();
            setDraft({ ...draft, kind });
          }}
        />
        <FixFields
          draft={draft}
          onChange={(next) => {
            attempt.reset();
            setDraft(next);
          }}
        />
      </div>
      {problem && <p className={classes.problem}>{problem}</p>}
      <div className={classes.buttons}>
        <Button type="submit" variant="default" disabled={problem !== null || isBusy} loading={attempt.isPending}>
          Try
        </Button>
        <Button
          disabled={problem !== null || isBusy || attempt.data?.stored === 0}
          loading={replay.isPending}
          onClick={() =>
            replay.mutate(fix, {
              onSuccess: (totals) => {
                onDone(outcomeWords(totals, true));
                router.refresh();
              },
            })
          }
        >
          Replay {formatWhole(group.replayable)}
        </Button>
        <ConfirmButton
          text="Discard"
          label={`Discard ${formatWhole(group.count)} refused records`}
          question="They are forgotten, and cannot be sent again from here."
          confirm="Discard"
          loading={discard.isPending}
          onConfirm={() =>
            discard.mutate(undefined, {
              onSuccess: ({ discarded }) => {
                onDone(`${formatWhole(discarded)} discarded.`);
                router.refresh();
              },
            })
          }
        />
      </div>
      <div aria-live="polite">
        {isBusy && done > 0 && <p className={classes.help}>{formatWhole(done)} done …</p>}
        {error && <p className={classes.problem}>{error.message}</p>}
        {attempt.data && !replay.data && <Outcome totals={attempt.data} isDone={false} />}
        {replay.data && <Outcome totals={replay.data} isDone />}
      </div>
    </form>
  );
}

function keyOf({ key_id, source, path, message }: RejectedGroup): RejectedGroupKey {
  return { key_id, source, path, message };
}

function Outcome({ totals, isDone }: { totals: ReplayTotals; isDone: boolean }) {
  const { rejected, example } = totals;
  return (
    <>
      <p className={classes.help}>{outcomeWords(totals, isDone)}</p>
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

function outcomeWords({ stored, duplicates, rejected }: ReplayTotals, isDone: boolean): string {
  const would = isDone ? "" : "would be ";
  const known = duplicates > 0 ? `, ${formatWhole(duplicates)} were stored before` : "";
  return `${formatWhole(stored)} ${would}stored${known}, ${formatWhole(rejected)} ${would}refused again.`;
}
