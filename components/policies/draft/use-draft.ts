"use client";

import { type Reducer, startTransition, useActionState, useReducer } from "react";
import { unreachable } from "@/lib/client/error-text";
import type { DraftEvent, DraftState } from "./draft-reducer";
import { isSame } from "./is-same";
import type { PublishAction, PublishInput, PublishState } from "./publish-state";

type DraftInput<Draft, Published, Proposal, Source> = {
  reducer: Reducer<DraftState<Draft, Published, Source>, DraftEvent<Draft, Published>>;
  start: () => DraftState<Draft, Published, Source>;
  /** The version in force as the page has it; null for none. */
  published: Published | null;
  action: PublishAction<Draft, Published, Proposal>;
};

/** A draft on a published version: what is typed, how its publish ended, and whether somebody published meanwhile. */
export function useDraft<Draft, Published extends { version: number }, Proposal = never, Source = never>(
  input: DraftInput<Draft, Published, Proposal, Source>,
) {
  type Answer = PublishState<Published, Proposal>;
  const { reducer, start, published, action } = input;
  const [typed, dispatch] = useReducer(reducer, undefined, start);
  const [answer, publish, isPending] = useActionState<Answer, PublishInput<Draft>>(send, { status: "editing" });
  const { base, draft, comment } = typed;
  const isDirty = !isSame(draft, base.draft) || comment.trim() !== "";

  const latest = newestOf(published, answer.status === "stale" ? answer.latest : null);
  const newer = latest && latest.version > base.version && !isPending ? latest : null;
  // A form nobody touched simply shows the newer version.
  if (newer && !isDirty) dispatch({ type: "reset", onto: newer });

  async function send(previous: Answer, sent: PublishInput<Draft>): Promise<Answer> {
    const next = await action(previous, sent).catch(
      (): Answer => ({ status: "refused", message: unreachable("published") }),
    );
    if (next.status === "published") dispatch({ type: "published", published: next.published, sent });
    else dispatch(next.status === "proposed" ? { type: "reset", onto: null } : { type: "refused" });
    return next;
  }

  return {
    typed,
    dispatch,
    answer,
    isPending,
    isDirty,
    newer,
    /** Marks the errors; publishes where there are none. */
    submit: (isValid: boolean) => {
      dispatch({ type: "submitted", isValid });
      if (isValid) startTransition(() => publish({ draft, comment, baseVersion: base.version }));
    },
    discard: () => dispatch({ type: "reset", onto: newer }),
  };
}

function newestOf<Published extends { version: number }>(
  one: Published | null,
  other: Published | null,
): Published | null {
  if (!one || !other) return one ?? other;
  return other.version > one.version ? other : one;
}
