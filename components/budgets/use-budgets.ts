"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { parseAsInteger, useQueryState } from "nuqs";
import { ApiError } from "@/lib/client/api-error";
import { readOptions } from "@/lib/client/read-options";
import { send, sendEdit } from "@/lib/client/send";
import type { Budget } from "@/lib/contract/budgets";
import { type BudgetDraft, inputOf } from "./budget-draft";

const PATH = "/api/v1/budgets";
const ONE = "/api/v1/budgets/{id}";
const REFRESH_MS = 60_000;

export type SavedBudget = { draft: BudgetDraft /** What was edited; null for a new one. */; base: Budget | null };

/** The budgets, which of them is open, and what can be done with them. */
export function useBudgets() {
  const queries = useQueryClient();
  const [openId, setOpenId] = useQueryState("budget", parseAsInteger.withOptions({ history: "push", scroll: true }));
  const options = readOptions(PATH, {}, { refetchInterval: REFRESH_MS });
  const list = useQuery(options);
  const detail = useQuery({
    ...readOptions(ONE, { id: openId ?? 0 }, { refetchInterval: REFRESH_MS }),
    enabled: openId !== null,
    // Another budget's days must not be shown while these load.
    placeholderData: undefined,
  });
  // Whatever the answer, what is shown may be old now.
  const onSettled = () =>
    queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith(PATH) });

  const save = useMutation({
    mutationFn: ({ draft, base }: SavedBudget) =>
      base === null
        ? send("post", PATH, {}, inputOf(draft))
        : sendEdit(base.version, "patch", ONE, { id: base.id }, inputOf(draft)),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: ({ id, version }: Budget) => sendEdit(version, "delete", ONE, { id }),
    onSuccess: (_, { id }) => id === openId && void setOpenId(null),
    onSettled,
  });
  const restore = useMutation({
    mutationFn: ({ id }: Budget) => send("post", "/api/v1/budgets/{id}/restore", { id }),
    onSettled,
  });
  return { list, detail, openId, setOpenId, save, remove, restore };
}

/** Whether somebody else changed or deleted what was edited. */
export function isStale(error: unknown): boolean {
  return error instanceof ApiError && (error.code === "PRECONDITION_FAILED" || error.code === "NOT_FOUND");
}
