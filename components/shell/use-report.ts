"use client";

import { usePathname } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { dayBeganAt, type Report, type ReportParams, reportOf, reportParsers } from "./report-params";
import { defaultWindowOf } from "./screens";
import { useShell } from "./shell-context";

type Change = Partial<{ [K in keyof ReportParams]: ReportParams[K] | null }>;

/** The report of the current URL, and the one way to change it; a range that is chosen anew is no zoom of the one before. */
export function useReport(): Report & { change: (change: Change) => void; unzoomed: string | null } {
  const pathname = usePathname();
  const { zone } = useShell();
  const [params, setParams] = useQueryStates(reportParsers, { history: "push" });
  const beganAt = dayBeganAt(params, zone, Date.now());
  return useMemo(
    () => ({
      ...reportOf(
        params,
        { window: defaultWindowOf(pathname), zone },
        beganAt === null ? undefined : new Date(beganAt),
      ),
      unzoomed: params.unzoomed,
      change: (change: Change) => void setParams("from" in change ? { unzoomed: null, ...change } : change),
    }),
    [params, pathname, zone, beganAt, setParams],
  );
}
