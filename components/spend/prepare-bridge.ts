import type { ChartTable } from "@/components/ui/csv";
import type { Bridge } from "@/lib/contract/bridge";
import { displayPicoUsd, displayUsd } from "@/lib/domain/format";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { BRIDGE_TERMS } from "@/lib/domain/spend/bridge-group";
import { t } from "@/lib/messages/translate";
import { describeTerm, TERM_LABELS } from "./describe-bridge";

/** A bar of a waterfall, its ends as shares of the width; `tone` is what it did to spend. */
export type BridgeStep = {
  key: string;
  label: string;
  amount: string;
  meaning: string;
  left: number;
  width: number;
  tone: "total" | "rise" | "fall";
};

/** The way from the one period's spend to the other's: both totals, and between them the terms that are not 0. */
export function prepareBridge({ before, terms }: Bridge): BridgeStep[] {
  const start = parseUsd(billedOf(before)) ?? 0n;
  let at = start;
  const moves = BRIDGE_TERMS.map((term) => ({ term, pico: parseUsd(terms[term]) ?? 0n }))
    .filter(({ pico }) => pico !== 0n)
    .map(({ term, pico }) => {
      const from = at;
      at += pico;
      return { term, pico, from, to: at };
    });
  const ends = [0n, start, ...moves.map(({ to }) => to)];
  const [least, most] = [ends.reduce(smaller), ends.reduce(larger)];
  const place = (a: bigint, b: bigint) => {
    const span = Number(most - least) || 1;
    return { left: Number(smaller(a, b) - least) / span, width: Number(larger(a, b) - smaller(a, b)) / span };
  };
  const total = (key: "before" | "after", label: string, pico: bigint): BridgeStep => ({
    ...{ key, label, amount: displayPicoUsd(pico), meaning: "", tone: "total" },
    ...place(0n, pico),
  });
  return [
    total("before", t("Before"), start),
    ...moves.map(
      ({ term, pico, from, to }): BridgeStep => ({
        ...{ key: term, label: t(TERM_LABELS[term]), amount: signedUsd(pico) },
        ...{ meaning: describeTerm(term, pico > 0n), tone: pico > 0n ? "rise" : "fall" },
        ...place(from, to),
      }),
    ),
    total("after", t("Now"), at),
  ];
}

/** The terms of each model and of all, as a table. */
export function bridgeTable(bridge: Bridge): ChartTable {
  const money = (value: unknown) => displayUsd(String(value));
  const shown = BRIDGE_TERMS.filter(
    (term) => bridge.terms[term] !== "0" || bridge.rows.some((row) => row.terms[term] !== "0"),
  );
  const termsOf = (terms: Bridge["terms"]) => shown.map((term) => terms[term]);
  return {
    columns: [
      { label: t("Model at provider") },
      ...[t("Before"), t("Now"), t("Difference"), ...shown.map((term) => t(TERM_LABELS[term]))].map((label) => ({
        label: `${label} (USD)`,
        format: money,
      })),
    ],
    rows: [
      [...[t("All"), billedOf(bridge.before), billedOf(bridge.after), bridge.difference_usd], ...termsOf(bridge.terms)],
      ...bridge.rows.map((row) => [
        ...[
          t("{model} at {provider}", { model: row.model, provider: row.provider }),
          row.before_usd,
          row.after_usd,
          row.difference_usd,
        ],
        ...termsOf(row.terms),
      ]),
    ],
  };
}

/** What a period was billed, or where that is not known what it cost by the token: whatever the difference is of. */
export function billedOf({ billed_usd, cost_usd }: Bridge["before"]): string {
  return billed_usd ?? cost_usd ?? "0";
}

/** "+$1.20" or "-$1.20". */
export function signedUsd(pico: bigint): string {
  return `${pico > 0n ? "+" : ""}${displayPicoUsd(pico)}`;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
