"use client";

import { useQueryClient } from "@tanstack/react-query";
import { startTransition, useActionState, useCallback, useState } from "react";
import type { PublishedAliases } from "@/lib/contract/policy";
import { isSame } from "../draft/rebase-draft";
import { type AliasRow, aliasRowsOf, diffAliases, parseAliasRows, rebaseAliases } from "./alias-draft";
import type { PublishAliasesAction, PublishAliasesInput, PublishAliasesState } from "./publish-aliases-state";
import { ALIAS_PROPOSALS_KEY } from "./use-alias-proposals";

const UNREACHABLE = "The server could not be reached, so nothing was published. Your input is still here.";

/** The state of the alias table's form. Rows stay as typed whatever an answer says, and are dropped only on request. */
export function useAliasEditor(published: PublishedAliases, action: PublishAliasesAction) {
  const queries = useQueryClient();
  const [base, setBase] = useState(published);
  const [rows, setRows] = useState(() => aliasRowsOf(published.aliases));
  const [comment, setComment] = useState("");
  const [isChecked, setChecked] = useState(false);
  const [created, setCreated] = useState(0);
  const [state, publish, isPending] = useActionState<PublishAliasesState, PublishAliasesInput>(send, {
    status: "editing",
  });
  const isDirty = !isSame(rows, aliasRowsOf(base.aliases)) || comment.trim() !== "";
  const answered = state.status === "stale" && state.latest.version > published.version ? state.latest : published;
  const newer = answered.version > base.version && !isPending ? answered : null;
  if (newer && !isDirty) settle(newer);

  async function send(previous: PublishAliasesState, input: PublishAliasesInput): Promise<PublishAliasesState> {
    const next = await action(previous, input).catch(
      (): PublishAliasesState => ({ status: "refused", message: UNREACHABLE }),
    );
    if (next.status === "published") {
      setBase(next.published);
      setRows((now) => (isSame(now, input.rows) ? aliasRowsOf(next.published.aliases) : now));
      setComment((now) => (now === input.comment ? "" : now));
      setChecked(false);
    }
    if (next.status === "proposed") {
      settle(base);
      await queries.invalidateQueries({ queryKey: ALIAS_PROPOSALS_KEY });
    }
    return next;
  }

  function settle(onto: PublishedAliases) {
    setBase(onto);
    setRows(aliasRowsOf(onto.aliases));
    setComment("");
    setChecked(false);
  }

  // Stable, so that typing in one row leaves the other rows alone.
  const set = useCallback((key: string, change: Partial<AliasRow>) => {
    setRows((now) => now.map((row) => (row.key === key ? { ...row, ...change } : row)));
  }, []);
  const remove = useCallback((key: string) => setRows((now) => now.filter((row) => row.key !== key)), []);
  const parsed = parseAliasRows(rows);

  return {
    base,
    rows,
    comment,
    setComment,
    isDirty,
    isPending,
    newer,
    state,
    errors: isChecked
      ? { ...parsed.fields, ...(state.status === "invalid" && !parsed.fields ? state.fields : {}) }
      : {},
    /** What publishing would change; null while a row is not valid. */
    changes: parsed.aliases ? diffAliases(base.aliases, parsed.aliases) : null,
    set,
    remove,
    add: (name: string) => {
      setRows((now) => [{ key: `new ${created}`, name, model: "" }, ...now]);
      setCreated(created + 1);
    },
    submit: () => {
      setChecked(true);
      if (!parsed.fields) startTransition(() => publish({ rows, comment, baseVersion: base.version }));
    },
    carryOn: (onto: PublishedAliases) => {
      setRows(rebaseAliases(base.aliases, rows, onto.aliases));
      setBase(onto);
    },
    discard: () => settle(newer ?? base),
  };
}

export type AliasEditorState = ReturnType<typeof useAliasEditor>;
