"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fromLocalInput } from "@/components/shell/zoned-time";
import { ApiError } from "@/lib/client/api-error";
import { readOptions } from "@/lib/client/read-options";
import { send } from "@/lib/client/send";
import type { PriceVersion } from "@/lib/contract/prices";
import { USD } from "@/lib/domain/pricing/exchange-rates";
import { PICO_PER_USD, parseUsd } from "@/lib/domain/pricing/usd";
import { conditionsKey } from "./describe-price";
import { draftOf, draftProblems, draftWarnings, inputOf, messagesOf, type PriceDraft } from "./price-draft";
import type { PriceForm } from "./price-form";
import { openVersion } from "./version-history";

const TYPING_MS = 300;
type Options = { start: PriceDraft; tz: string; now: number; onSaved: () => Promise<void> };

/** The form of a new version: what is typed, what is wrong with it, what it follows, and how it is saved. */
export function usePriceForm({ start, tz, now, onSaved }: Options) {
  const [draft, setDraft] = useState(start);
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set());
  const [isSent, setSent] = useState(false);
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const [stale, setStale] = useState<{ base: PriceVersion | null } | null>(null);

  const [pair] = useDebouncedValue(`${draft.provider.trim()}\n${draft.model.trim()}`, TYPING_MS);
  const [provider = "", model = ""] = pair.split("\n");
  const history = useQuery({
    ...readOptions("/api/v1/prices", { provider, model }),
    enabled: provider !== "" && model !== "",
    placeholderData: undefined,
    // What was seen when the form opened, until it is refused for something newer.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const sent = inputOf(draft, tz);
  const key = conditionsKey(sent);
  const before = openVersion(history.data?.prices ?? [], key);
  const picoPerUsd = useRate(draft, tz);
  const problems = draftProblems(draft, tz);
  const warnings = draftWarnings(draft, { before, picoPerUsd, tz, now });
  const isUnconfirmed = (warnings ?? []).some(({ must_confirm, code }) => must_confirm && !confirmed.has(code));
  const refused = error instanceof ApiError ? messagesOf(error.fields) : {};

  async function save(): Promise<boolean> {
    setSent(true);
    if (Object.keys(problems).length > 0 || isUnconfirmed) return false;
    setPending(true);
    try {
      const confirm = [...confirmed].slice(0, 100);
      await send("post", "/api/v1/prices", {}, { ...sent, confirm, expected_version: before?.id ?? null });
      await onSaved();
      return true;
    } catch (failure) {
      if (failure instanceof ApiError && failure.code === "PRECONDITION_FAILED") {
        await history.refetch();
        setStale({ base: before });
      } else setError(failure);
      setPending(false);
      return false;
    }
  }

  const form: PriceForm = {
    draft,
    change: (edit) => {
      setDraft({ ...draft, ...edit });
      setError(null);
    },
    problem: (path) => (isSent || visited.has(path) ? problems[path] : undefined) ?? refused[path],
    visit: (path) => setVisited(new Set([...visited, path])),
  };
  return {
    ...{ form, before, history, problems, isSent, error, isPending, save, stale },
    ...{ warnings: warnings ?? [], confirmed, isUnconfirmed, lacksRate: picoPerUsd === null },
    confirm: (code: string, isMeant: boolean) => {
      setConfirmed(new Set(isMeant ? [...confirmed, code] : [...confirmed].filter((other) => other !== code)));
    },
    continueOn: (theirs: PriceVersion | null) => {
      setStale(null);
      if (theirs) setDraft({ ...draftOf(theirs, tz, now), source: draft.source, reason: draft.reason });
    },
  };
}

/** What a dollar buys of the draft's currency on the day it begins, in 10⁻¹²; null where that is not known. */
function useRate({ currency, valid_from }: PriceDraft, tz: string): bigint | null {
  const code = currency.trim().toUpperCase();
  const isOther = /^[A-Z]{3}$/.test(code) && code !== USD;
  const rates = useQuery({
    ...readOptions("/api/v1/exchange-rates", { currency: code }),
    enabled: isOther,
    retry: false,
  });
  if (code === USD) return PICO_PER_USD;
  const day = fromLocalInput(valid_from, tz)?.slice(0, 10);
  const found = isOther ? rates.data?.rates.find((rate) => rate.day === day && rate.currency === code) : undefined;
  return found ? parseUsd(found.per_usd) : null;
}
