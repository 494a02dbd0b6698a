"use client";

import { useQuery } from "@tanstack/react-query";
import ui from "@/components/ui/ui.module.css";
import { readOptions } from "@/lib/client/read-options";
import { formatCount } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { firingCount } from "./firing-count";
import classes from "./shell.module.css";

const REFRESH_MS = 15_000;

/** How many alerts fire now; nothing where none does, or it is not known. */
export function FiringBadge() {
  const firing = firingCount(useQuery(readOptions("/api/v1/alerts/firing", {}, { refetchInterval: REFRESH_MS })));
  if (firing === null) return null;
  return (
    <span className={classes.badge}>
      {formatCount(firing)}
      <span className={ui.visuallyHidden}> {t("firing")}</span>
    </span>
  );
}
