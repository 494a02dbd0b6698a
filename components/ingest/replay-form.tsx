"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { IMPORT_SOURCE } from "@/lib/contract/imports";
import type { RejectedGroup } from "@/lib/contract/rejected-records";
import { formatWhole } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import { DiscardGroup } from "./discard-group";
import { type FixDraft, fixDraftOf, fixProblem, isFixSaid, toFix } from "./fix-draft";
import { FixFields } from "./fix-fields";
import { groupKey } from "./group-key";
import classes from "./ingest.module.css";
import { describeReplay, ReplayOutcome } from "./replay-outcome";
import { useReplay } from "./use-replay";

const KINDS = [
  { value: "set", label: message("Give a field another value") },
  { value: "drop", label: message("Remove a field") },
  { value: "zone", label: message("Set the time zone of times") },
  { value: "shift", label: message("Move times by hours") },
  { value: "history", label: message("Nothing: import them as history") },
  { value: "nothing", label: message("Nothing: the cause is fixed") },
] as const;

/** What to change in each rejected record of a group before it is sent again, tried first. */
export function ReplayForm({ group, onDone }: { group: RejectedGroup; onDone: (said: string) => void }) {
  const router = useRouter();
  const [draft, setDraft] = useState(() => fixDraftOf(group));
  const { attempt, replay, done } = useReplay(groupKey(group));
  const input = { fix: toFix(draft), asHistory: draft.kind === "history" };
  const problem = fixProblem(draft);
  const error = attempt.error ?? replay.error;
  const isBusy = attempt.isPending || replay.isPending;
  const cannotSend = problem !== null || !isFixSaid(draft) || isBusy;
  const note = noteOf(draft, group);
  function change(next: FixDraft) {
    attempt.reset();
    replay.reset();
    setDraft(next);
  }
  return (
    <form
      className={classes.replay}
      onSubmit={(event) => {
        event.preventDefault();
        if (cannotSend) return;
        replay.reset();
        attempt.mutate(input);
      }}
    >
      <div className={classes.fields}>
        <Select
          label={t("Before the replay")}
          // What an import refused is taken as history anyway.
          options={KINDS.filter(({ value }) => value !== "history" || group.source !== IMPORT_SOURCE)}
          value={draft.kind}
          onChange={(kind) => change({ ...draft, kind })}
        />
        <FixFields draft={draft} onChange={change} />
      </div>
      {note && <p className={classes.help}>{note}</p>}
      {problem && <p className={classes.problem}>{problem}</p>}
      <div className={classes.buttons}>
        <Button type="submit" variant="default" disabled={cannotSend} loading={attempt.isPending}>
          {t("Try")}
        </Button>
        <Button
          disabled={cannotSend || attempt.data?.stored === 0}
          loading={replay.isPending}
          onClick={() =>
            replay.mutate(input, {
              onSuccess: (totals) => {
                onDone(describeReplay(totals, true));
                router.refresh();
              },
            })
          }
        >
          {t("Replay {count}", { count: formatWhole(group.replayable) })}
        </Button>
        <DiscardGroup group={group} onDone={onDone} />
      </div>
      <div aria-live="polite">
        {isBusy && done > 0 && <p className={classes.help}>{t("{count} done …", { count: formatWhole(done) })}</p>}
        {error && <p className={classes.problem}>{error.message}</p>}
        {attempt.data && !replay.data && <ReplayOutcome totals={attempt.data} isDone={false} />}
        {replay.data && <ReplayOutcome totals={replay.data} isDone />}
      </div>
    </form>
  );
}

function noteOf({ kind }: FixDraft, { code }: RejectedGroup): string | null {
  if (kind === "history") {
    return t(
      "Stored with their own times, like an import: they count in every total, and their raw rows go with the next clean-up.",
    );
  }
  if (kind === "zone") return t("Any IANA zone, such as UTC or Asia/Shanghai.");
  if (kind === "shift") return t("Hours are added to started_at: -8 moves it eight hours back.");
  if (kind === "nothing" && code === "unknown_field") {
    return t("Values of unknown fields are not stored, so records are replayed without them.");
  }
  return null;
}
