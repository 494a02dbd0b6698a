"use client";

import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { parseUnzoomed, unzoomedText } from "./unzoomed";
import { useCarriedHref } from "./use-carried-href";
import { useReport } from "./use-report";

export type Zoom = {
  /** A stretch of time was chosen: it becomes the range, and Back undoes it. */
  onRange: (fromMs: number, toMs: number) => void;
  /** A stretch was chosen, and, where the chart knows, whose: leads to the attempts behind it. */
  onPoint: (fromMs: number, toMs: number, more?: Readonly<Record<string, string>>) => void;
  /** Leads back to the range before the first zoom; null where nothing is zoomed. */
  reset: (() => void) | null;
};

/** What a chart over time does with what is chosen on it. `fixed` is what the screen filters by besides its address. */
export function useZoom(fixed: Readonly<Record<string, string | readonly string[]>> = NOTHING): Zoom {
  const { change, query, calendar, day, unzoomed } = useReport();
  const router = useRouter();
  const carry = useCarriedHref();
  return useMemo(() => {
    const before = query.window === undefined ? parseUnzoomed(unzoomed) : null;
    return {
      onRange: (fromMs, toMs) =>
        change({
          ...{ window: null, from: instant(fromMs), to: instant(toMs) },
          unzoomed: before ? unzoomed : unzoomedText({ query, calendar, day }),
        }),
      onPoint: (fromMs, toMs, more = {}) => {
        const address = new URL(carry("/attempts"), "http://localhost");
        address.searchParams.delete("window");
        address.searchParams.set("from", instant(fromMs));
        address.searchParams.set("to", instant(toMs));
        for (const [name, value] of Object.entries({ ...fixed, ...more })) {
          address.searchParams.delete(name);
          for (const one of typeof value === "string" ? [value] : value) address.searchParams.append(name, one);
        }
        router.push(`${address.pathname}${address.search}`);
      },
      reset: before && (() => change({ ...before, unzoomed: null })),
    };
  }, [change, carry, router, fixed, query, calendar, day, unzoomed]);
}

const NOTHING = {};

function instant(ms: number): string {
  return new Date(ms).toISOString().replace(".000Z", "Z");
}
