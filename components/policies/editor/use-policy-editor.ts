"use client";

import { type PublishedPolicy, policyComment, type TierPolicy } from "@/lib/contract/policy";
import { diffPolicies } from "@/lib/domain/policies/policy-diff";
import { draftReducer } from "../draft/draft-reducer";
import type { FieldErrors } from "../draft/field-errors";
import { isSame } from "../draft/is-same";
import { parsePolicyDraft } from "../draft/parse-policy-draft";
import { draftOf, type PolicyDraft } from "../draft/policy-draft";
import { rebaseDraft } from "../draft/rebase-draft";
import { useDraft } from "../draft/use-draft";
import type { PublishPolicy } from "./policy-publish";
import { type PolicyDraftStart, startPolicyDraft } from "./start-policy-draft";

export type PolicyEditorInput = PolicyDraftStart & {
  action: PublishPolicy;
  /** Puts the loaded proposal away, so that the form begins anew with the active version. */
  onUnload: () => void;
};

const reducer = draftReducer<PolicyDraft, PublishedPolicy>({
  show: draftOf,
  rebase: (base, mine, theirs) => rebaseDraft(base.draft, mine, draftOf(theirs)),
});

/** The state of a policy's form. What was typed is kept here whatever an answer says, and dropped only on request. */
export function usePolicyEditor({ action, onUnload, ...opened }: PolicyEditorInput) {
  const form = useDraft({ reducer, start: () => startPolicyDraft(opened), published: opened.published, action });
  const { typed, dispatch, answer } = form;
  const { base, draft, comment, submitted } = typed;

  const parsed = parsePolicyDraft(draft);
  const found: FieldErrors = { ...parsed.fields, ...commentErrors(comment) };
  const answered = answer.status === "invalid" && isSame(submitted?.draft, draft) ? answer.fields : {};

  return {
    base,
    draft,
    /** The proposal that is in the form, until what it holds is published. */
    holds: typed.source,
    comment,
    setComment: (text: string) => dispatch({ type: "commented", comment: text }),
    change: (changed: Partial<PolicyDraft>) => dispatch({ type: "typed", change: (now) => ({ ...now, ...changed }) }),
    /** The draft as a policy, when every field is valid. */
    policy: parsed.policy ?? null,
    found,
    /** Whether a publish would repeat the active version. */
    changesNothing:
      parsed.policy !== undefined && base.published !== null && isSamePolicy(base.published, parsed.policy),
    /** Shown from the first refused publish on, then kept up to date with the typing. */
    errors: submitted ? { ...found, ...answered } : {},
    /** Counts refusals, so that each one can move the focus. */
    refusals: typed.refusals,
    isDirty: form.isDirty,
    isPending: form.isPending,
    newer: form.newer,
    clashes: typed.clashes,
    state: answer,
    submit: () => form.submit(Object.keys(found).length === 0),
    carryOn: (onto: PublishedPolicy) => dispatch({ type: "rebased", onto }),
    discard: () => {
      form.discard();
      if (opened.loaded) onUnload();
    },
  };
}

export type PolicyEditorState = ReturnType<typeof usePolicyEditor>;

function isSamePolicy(before: TierPolicy, after: TierPolicy): boolean {
  return diffPolicies(before, after).length === 0;
}

function commentErrors(comment: string): FieldErrors {
  const parsed = policyComment.safeParse(comment);
  return parsed.success ? {} : { comment: parsed.error.issues.map(({ message }) => message) };
}
