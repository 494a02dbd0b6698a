"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { FILTER_NAMES } from "./report-params";

const CARRIED = ["window", "from", "to", "tz", "live", ...FILTER_NAMES];

/** Makes links that keep the range, zone and filters of the current screen. */
export function useCarriedHref(): (href: string) => string {
  const search = useSearchParams();
  return useMemo(() => {
    const carried = new URLSearchParams([...search].filter(([name]) => CARRIED.includes(name)));
    const suffix = carried.size === 0 ? "" : `?${carried}`;
    return (href: string) => `${href}${suffix}`;
  }, [search]);
}
