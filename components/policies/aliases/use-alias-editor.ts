"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { PublishedAliases } from "@/lib/contract/policy";
import { draftReducer } from "../draft/draft-reducer";
import { useDraft } from "../draft/use-draft";
import { type AliasRow, addAliasRow, aliasRowsOf, diffAliases, parseAliasRows, rebaseAliases } from "./alias-draft";
import type { PublishAliases } from "./alias-publish";
import { ALIAS_PROPOSALS_KEY } from "./use-alias-proposals";

const reducer = draftReducer<AliasRow[], PublishedAliases>({
  show: ({ aliases }) => aliasRowsOf(aliases),
  rebase: (base, mine, theirs) => ({
    draft: rebaseAliases(base.published?.aliases ?? {}, mine, theirs.aliases),
    clashes: [],
  }),
});

/** The state of the alias table's form. Rows stay as typed whatever an answer says, and are dropped only on request. */
export function useAliasEditor(published: PublishedAliases, publish: PublishAliases) {
  const queries = useQueryClient();
  const action: PublishAliases = async (previous, input) => {
    const next = await publish(previous, input);
    if (next.status === "proposed") await queries.invalidateQueries({ queryKey: ALIAS_PROPOSALS_KEY });
    return next;
  };
  const form = useDraft({ reducer, start: () => startOf(published), published, action });
  const { typed, dispatch, answer } = form;
  const { draft: rows, comment, submitted } = typed;
  const base = typed.base.published ?? published;

  // Stable, so that typing in one row leaves the other rows alone.
  const change = useCallback(
    (changed: (rows: AliasRow[]) => AliasRow[]) => dispatch({ type: "typed", change: changed }),
    [dispatch],
  );
  const set = useCallback(
    (key: string, part: Partial<AliasRow>) =>
      change((now) => now.map((row) => (row.key === key ? { ...row, ...part } : row))),
    [change],
  );
  const remove = useCallback((key: string) => change((now) => now.filter((row) => row.key !== key)), [change]);
  const parsed = parseAliasRows(rows);
  const answered = answer.status === "invalid" && !parsed.fields ? answer.fields : {};

  return {
    base,
    rows,
    comment,
    setComment: (text: string) => dispatch({ type: "commented", comment: text }),
    isDirty: form.isDirty,
    isPending: form.isPending,
    newer: form.newer,
    state: answer,
    errors: submitted ? { ...parsed.fields, ...answered } : {},
    /** What publishing would change; null while a row is not valid. */
    changes: parsed.aliases ? diffAliases(base.aliases, parsed.aliases) : null,
    set,
    remove,
    add: (name: string) => change((now) => addAliasRow(now, name)),
    submit: () => form.submit(parsed.fields === undefined),
    carryOn: (onto: PublishedAliases) => dispatch({ type: "rebased", onto }),
    discard: form.discard,
  };
}

export type AliasEditorState = ReturnType<typeof useAliasEditor>;

function startOf(published: PublishedAliases) {
  const draft = aliasRowsOf(published.aliases);
  const base = { version: published.version, published, draft };
  return { base, draft, comment: "", source: null, submitted: null, refusals: 0, clashes: [] };
}
