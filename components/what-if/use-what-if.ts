"use client";

import { parseAsJson, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { Report } from "@/components/shell/report-params";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { whatIfOptions } from "@/lib/client/what-if";
import type { ChangeInput } from "@/lib/contract/what-if";
import { REPORT_DIMENSIONS, type ReportDimension } from "@/lib/domain/report-dimensions";
import type { PricedModel } from "@/lib/domain/what-if/changes";
import { modelText, readChanges, readModel } from "./scenario";

const parsers = {
  changes: parseAsJson(readChanges).withDefault([]),
  by: parseAsStringLiteral(REPORT_DIMENSIONS).withDefault("model"),
  baseline: parseAsString,
};

/** The scenario, all of which is in the address, and its answer. */
export function useWhatIf() {
  const report = useReport();
  const [{ changes, by, baseline: text }, set] = useQueryStates(parsers, { history: "push" });
  const baseline = readModel(text);
  return {
    ...{ changes, by, baseline, tz: report.tz },
    setChanges: (next: ChangeInput[]) => void set({ changes: next.length === 0 ? null : next }),
    setBy: (next: ReportDimension) => void set({ by: next }),
    setBaseline: (next: PricedModel | null) => void set({ baseline: modelText(next) }),
    answer: useLiveQuery(whatIfOptions({ ...trafficOf(report), by, changes, baseline })),
  };
}

/** A month is asked for by its name, as Spend asks for it, so that both are of the same traffic. */
function trafficOf({ query, tz, calendar }: Pick<Report, "query" | "tz" | "calendar">) {
  const { window, from, to, ...filters } = query;
  return { ...filters, tz, ...(calendar ? { window: calendar } : { window, from, to }) };
}
