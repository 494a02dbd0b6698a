"use client";

import type { ReactNode } from "react";
import { t } from "@/lib/messages/translate";
import classes from "./shell.module.css";
import { useFailingSince } from "./use-failing-since";
import { useIsWaiting } from "./use-is-waiting";
import { useReport } from "./use-report";

/** The content of a screen; its figures are dimmed while they are not the answer to what is asked now. */
export function MainRegion({ children }: { children: ReactNode }) {
  const { live } = useReport();
  const isWaiting = useIsWaiting();
  const isFailing = useFailingSince() !== null && live;
  const dimmed = isFailing ? "failing" : isWaiting ? "waiting" : undefined;
  return (
    <main id="main" tabIndex={-1} className={classes.main} data-dimmed={dimmed}>
      <div aria-live="polite" className={classes.waiting}>
        {isWaiting && <span>{t("Loading the new values …")}</span>}
      </div>
      {children}
    </main>
  );
}
