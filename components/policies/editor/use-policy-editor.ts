"use client";

import { startTransition, useActionState, useState } from "react";
import { type PublishedPolicy, policyComment, type TierPolicy } from "@/lib/contract/policy";
import type { Proposal } from "@/lib/contract/proposals";
import { diffPolicies } from "@/lib/domain/policies/policy-diff";
import { type FieldErrors, parsePolicyDraft } from "../draft/parse-policy-draft";
import { draftOf, type PolicyDraft } from "../draft/policy-draft";
import type { PublishAction, PublishInput, PublishState } from "../draft/publish-state";
import { isSame, type Rebased, rebaseDraft } from "../draft/rebase-draft";

export type PolicyEditorInput = {
  /** The version in force; null while the tier does not exist. */
  published: PublishedPolicy | null;
  /** What the form starts with. */
  start: TierPolicy;
  /** A proposal the form begins with, as if it had been typed. */
  loaded: Proposal | null;
  /** The version that proposal was written on, where that is known. */
  loadedOn: PublishedPolicy | null;
  action: PublishAction;
  /** Puts the loaded proposal away, so that the form begins anew with the version in force. */
  onUnload: () => void;
};

type Base = { version: number; policy: PublishedPolicy | null; draft: PolicyDraft };

const UNREACHABLE = "The server could not be reached, so nothing was published. Your input is still here.";

/** The state of a policy's form. What was typed is kept here whatever an answer says, and dropped only on request. */
export function usePolicyEditor(input: PolicyEditorInput) {
  const { published, start, loaded, loadedOn, action, onUnload } = input;
  const [base, setBase] = useState<Base>(() => baseOf(published, start));
  const [carried] = useState(() => carry(loaded, loadedOn, base));
  const [draft, setDraft] = useState(carried.draft);
  const [comment, setComment] = useState(loaded?.comment ?? "");
  const [holds, setHolds] = useState(loaded);
  const [submitted, setSubmitted] = useState<PublishInput | null>(null);
  const [refusals, setRefusals] = useState(0);
  const [clashes, setClashes] = useState(carried.clashes);
  const [state, publish, isPending] = useActionState<PublishState, PublishInput>(send, { status: "editing" });
  const isDirty = !isSame(draft, base.draft) || comment.trim() !== "";

  const latest = newestOf(published, state.status === "stale" ? state.latest : null);
  const newer = latest && latest.version > base.version && !isPending ? latest : null;
  // A form nobody touched simply shows the newer version.
  if (newer && !isDirty) settle(newer);

  async function send(previous: PublishState, input: PublishInput): Promise<PublishState> {
    const next = await action(previous, input).catch((): PublishState => ({ status: "refused", message: UNREACHABLE }));
    if (next.status === "published") {
      setBase(baseOf(next.policy, next.policy));
      // What was typed while the answer was on its way stays.
      setDraft((now) => (isSame(now, input.draft) ? draftOf(next.policy) : now));
      setComment((now) => (now === input.comment ? "" : now));
      setClashes([]);
      setSubmitted(null);
      setHolds(null);
    } else setRefusals((count) => count + 1);
    return next;
  }

  function settle(policy: PublishedPolicy) {
    const settled = baseOf(policy, policy);
    setBase(settled);
    setDraft(settled.draft);
    setComment("");
    setClashes([]);
    setSubmitted(null);
  }

  function carryOn(onto: PublishedPolicy) {
    const theirs = baseOf(onto, onto);
    const rebased: Rebased = rebaseDraft(base.draft, draft, theirs.draft);
    setBase(theirs);
    setDraft(rebased.draft);
    setClashes(rebased.clashes);
    setSubmitted(null);
  }

  const parsed = parsePolicyDraft(draft);
  const found: FieldErrors = { ...parsed.fields, ...commentErrors(comment) };
  const answered = state.status === "invalid" && isSame(submitted?.draft, draft) ? state.fields : {};

  function submit() {
    const input = { draft, comment, baseVersion: base.version };
    setSubmitted(input);
    if (Object.keys(found).length > 0) setRefusals((count) => count + 1);
    else startTransition(() => publish(input));
  }

  return {
    base,
    draft,
    /** The proposal that is in the form, until what it holds is published. */
    holds,
    comment,
    setComment,
    change: (changed: Partial<PolicyDraft>) => setDraft((now) => ({ ...now, ...changed })),
    /** The draft as a policy, when every field is valid. */
    policy: parsed.policy ?? null,
    found,
    /** Whether a publish would repeat the version in force. */
    changesNothing: parsed.policy !== undefined && base.policy !== null && isSamePolicy(base.policy, parsed.policy),
    /** Shown from the first refused publish on, then kept up to date with the typing. */
    errors: submitted ? { ...found, ...answered } : {},
    /** Counts refusals, so that each one can move the focus. */
    refusals,
    isDirty,
    isPending,
    newer,
    clashes,
    state,
    submit,
    carryOn,
    discard,
  };

  function discard() {
    if (newer) settle(newer);
    else resetTo(base);
    if (loaded) onUnload();
  }

  function resetTo({ draft: stored }: Base) {
    setDraft(stored);
    setComment("");
    setClashes([]);
    setSubmitted(null);
  }
}

function isSamePolicy(before: TierPolicy, after: TierPolicy): boolean {
  return diffPolicies(before, after).length === 0;
}

function baseOf(policy: PublishedPolicy | null, shown: TierPolicy): Base {
  return { version: policy?.version ?? 0, policy, draft: draftOf(shown) };
}

/** A proposal's own changes on the version in force, so that loading it undoes nobody else's. */
function carry(loaded: Proposal | null, loadedOn: PublishedPolicy | null, base: Base): Rebased {
  if (!loaded) return { draft: base.draft, clashes: [] };
  const proposed = draftOf(loaded.policy);
  if (!loadedOn || loadedOn.version === base.version) return { draft: proposed, clashes: [] };
  return rebaseDraft(draftOf(loadedOn), proposed, base.draft);
}

function newestOf(one: PublishedPolicy | null, other: PublishedPolicy | null): PublishedPolicy | null {
  if (!one || !other) return one ?? other;
  return other.version > one.version ? other : one;
}

function commentErrors(comment: string): FieldErrors {
  const parsed = policyComment.safeParse(comment);
  return parsed.success ? {} : { comment: parsed.error.issues.map(({ message }) => message) };
}
