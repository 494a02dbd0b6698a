"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { IMPORT_SOURCE } from "@/lib/contract/imports";
import type { RejectedGroup } from "@/lib/contract/rejected-records";
import { formatWhole } from "@/lib/domain/format";
import { DiscardGroup } from "./discard-group";
import { type FixDraft, fixDraftOf, fixProblem, isFixSaid, toFix } from "./fix-draft";
import { FixFields } from "./fix-fields";
import { groupKey } from "./group-key";
import classes from "./ingest.module.css";
import { outcomeWords, ReplayOutcome } from "./replay-outcome";
import { useReplay } from "./use-replay";

const KINDS = [
  { value: "set", label: "Give a field another value" },
  { value: "drop", label: "Take a field away" },
  { value: "zone", label: "Say which zone times are in" },
  { value: "shift", label: "Move times by hours" },
  { value: "history", label: "Nothing: take them as history" },
  { value: "nothing", label: "Nothing: the cause is mended" },
] as const;

/** What to change in each refused record of a group before it is sent again, tried first. */
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
        <Choice
          label="Before they are sent again"
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
          Try
        </Button>
        <Button
          disabled={cannotSend || attempt.data?.stored === 0}
          loading={replay.isPending}
          onClick={() =>
            replay.mutate(input, {
              onSuccess: (totals) => {
                onDone(outcomeWords(totals, true));
                router.refresh();
              },
            })
          }
        >
          Replay {formatWhole(group.replayable)}
        </Button>
        <DiscardGroup group={group} onDone={onDone} />
      </div>
      <div aria-live="polite">
        {isBusy && done > 0 && <p className={classes.help}>{formatWhole(done)} done …</p>}
        {error && <p className={classes.problem}>{error.message}</p>}
        {attempt.data && !replay.data && <ReplayOutcome totals={attempt.data} isDone={false} />}
        {replay.data && <ReplayOutcome totals={replay.data} isDone />}
      </div>
    </form>
  );
}

function noteOf({ kind }: FixDraft, { message }: RejectedGroup): string | null {
  if (kind === "history") {
    return "They are stored with their own times, as an import stores them: they count in every total, and their raw rows go with the next clean-up.";
  }
  if (kind === "zone") return "Any IANA zone, such as UTC or Asia/Shanghai.";
  if (kind === "shift") return "Hours are added to started_at: -8 moves it eight hours back.";
  if (kind === "nothing" && message === "Unknown field") {
    return "Values of unknown fields are not kept, so they are sent again without them.";
  }
  return null;
}
