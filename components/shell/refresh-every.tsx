"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { movesOn } from "@/components/shell/report-params";
import { useReport } from "@/components/shell/use-report";
import { Notice } from "@/components/ui/notice";
import type { livenessOperation } from "@/lib/contract/health";
import { t } from "@/lib/messages/translate";

/**
 * Renders the page anew from time to time, while it is looked at and not paused. What is typed on it stays; where the
 * server does not answer it says so, lest old states pass for present ones.
 */
export function RefreshEvery({ seconds }: { seconds: number }) {
  const router = useRouter();
  const [isDown, setDown] = useState(false);
  const report = useReport();
  // A fixed range stands still by itself; what is true now moves beside it.
  const isPaused = !report.live && movesOn(report);
  useEffect(() => {
    if (isPaused) return;
    const timer = setInterval(() => {
      if (document.visibilityState !== "visible") return;
      void answers().then((isUp) => {
        setDown(!isUp);
        if (isUp) router.refresh();
      });
    }, seconds * 1000);
    return () => clearInterval(timer);
  }, [router, seconds, isPaused]);
  return (
    <div role="status">
      {isDown && (
        <Notice tone="bad" spaced>
          {t("The server does not answer: this page shows the last known states.")}
        </Notice>
      )}
    </div>
  );
}

const LIVE: typeof livenessOperation.path = "/api/health/live";

/** A refresh that finds no server would load the page anew, and lose it and what is typed on it. */
async function answers(): Promise<boolean> {
  const reply = await fetch(LIVE, { cache: "no-store" }).catch(() => null);
  return reply?.ok === true;
}
