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
      if (document.visibilityState === "visible") void answers().then((isUp) => isUp && router.refresh());
    }, seconds * 1000);
    return () => clearInterval(timer);
  }, [router, seconds, isPaused]);
  return null;
}

/** A refresh that finds no server would load the page anew, and lose it and what is typed on it. */
async function answers(): Promise<boolean> {
  const reply = await fetch("/api/health/live", { cache: "no-store" }).catch(() => null);
  return reply?.ok === true;
}
