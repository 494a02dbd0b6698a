"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useReport } from "@/components/shell/use-report";
import { fromLocalInput } from "@/components/shell/zoned-time";
import { ApiError } from "@/lib/client/api-error";
import { wholeText } from "@/lib/client/imports/whole-text";
import { send } from "@/lib/client/send";
import type { ImportDiff, PriceListFormat } from "@/lib/contract/price-import";
import { splitNames } from "@/lib/domain/split-names";
import { type Decisions, endedOf, NO_DECISIONS } from "./decisions";

const PATH = "/api/v1/prices/import";

export type ImportChoice = {
  format: PriceListFormat;
  file: File | null;
  scope: "seen" | "all";
  /** Separated by commas; all where it is empty. */
  providers: string;
  /** A local time of the report's zone; now where it is empty. */
  validFrom: string;
};

const FIRST_CHOICE: ImportChoice = { format: "genai-prices", file: null, scope: "seen", providers: "", validFrom: "" };

export type PriceImportState = ReturnType<typeof usePriceImport>;

/** Which list is imported, what it would change, and what the user has decided on. */
export function usePriceImport() {
  const { tz } = useReport();
  const queries = useQueryClient();
  const [choice, setChoice] = useState(FIRST_CHOICE);
  const [decisions, setDecisions] = useState<Decisions>(NO_DECISIONS);
  const [diff, setDiff] = useState<ImportDiff | null>(null);
  const [isStale, setIsStale] = useState(false);

  const post = async (extra: { apply: boolean; state?: string; reason?: string }, decided: Decisions) => {
    const { format, file, scope, providers, validFrom } = choice;
    const wanted = splitNames(providers);
    const from = validFrom === "" ? null : fromLocalInput(validFrom, tz);
    return send(
      "post",
      PATH,
      {},
      {
        ...{ format, scope, leave_out: [...decided.leftOut], confirm: [...decided.confirmed] },
        // What was ended since must not stop the rest: it is looked at anew.
        end_missing: diff === null ? [] : endedOf(diff, decided),
        ...(file && format !== "genai-prices" ? { text: await wholeText(file), file_name: file.name } : {}),
        ...(wanted.length > 0 ? { providers: wanted } : {}),
        ...(from === null ? {} : { valid_from: from }),
        ...extra,
      },
    );
  };

  const look = useMutation({
    mutationFn: (decided: Decisions) => post({ apply: false }, decided),
    onSuccess: setDiff,
  });
  const apply = useMutation({
    mutationFn: ({ state, reason }: { state: string; reason: string }) =>
      post({ apply: true, state, ...(reason.trim() === "" ? {} : { reason: reason.trim() }) }, decisions),
    onSuccess: (applied) => {
      setDiff(applied);
      return queries.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[1]).startsWith("/api/v1/prices"),
      });
    },
    onError: (error) => {
      // What was decided on still stands, and what it is about is looked at anew.
      if (!(error instanceof ApiError) || error.code !== "PRECONDITION_FAILED") return;
      setIsStale(true);
      look.mutate(decisions);
    },
  });

  return {
    ...{ tz, choice, decisions, diff, look, apply, isStale },
    /** What was found for another choice is no answer to this one. */
    choose: (change: Partial<ImportChoice>) => {
      setChoice({ ...choice, ...change });
      setDecisions(NO_DECISIONS);
      setDiff(null);
      setIsStale(false);
      look.reset();
      apply.reset();
    },
    decide: (next: Decisions) => {
      setDecisions(next);
      apply.reset();
    },
    lookAgain: () => {
      setIsStale(false);
      apply.reset();
      look.mutate(decisions);
    },
  };
}
