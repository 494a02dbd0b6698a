"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useReport } from "@/components/shell/use-report";
import { viewAddress } from "./view-address";

/** The address of the screen as it is shown, with its range moving on or fixed; and whether it has a range that moves. */
export function useShownAddress(): { addressOf: (isFixed: boolean) => string; isMoving: boolean } {
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const report = useReport();
  return {
    addressOf: (isFixed) => viewAddress({ pathname, search, report, isFixed, now: new Date() }),
    isMoving: report.query.window !== undefined || report.calendar !== null || report.day !== null,
  };
}
