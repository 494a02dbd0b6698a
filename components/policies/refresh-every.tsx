"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useReport } from "@/components/shell/use-report";

/** Renders the page anew from time to time, while it is looked at and not paused. What is typed on it stays. */
export function RefreshEvery({ seconds }: { seconds: number }) {
  const router = useRouter();
  const { live, query } = useReport();
  // A fixed range stands still by itself; what is true now moves beside it.
  const isPaused = !live && query.window !== undefined;
  useEffect(() => {
    if (isPaused) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, seconds * 1000);
    return () => clearInterval(timer);
  }, [router, seconds, isPaused]);
  return null;
}
