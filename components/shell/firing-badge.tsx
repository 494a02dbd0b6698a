"use client";

import { useQuery } from "@tanstack/react-query";
import ui from "@/components/ui/ui.module.css";
import { readOptions } from "@/lib/client/read-options";
import { formatCount } from "@/lib/domain/format";
import classes from "./shell.module.css";

const REFRESH_MS = 15_000;

/** How many alerts fire now; nothing where none does, or it is not known. */
export function FiringBadge() {
  const { data } = useQuery(readOptions("/api/v1/alerts/firing", {}, { refetchInterval: REFRESH_MS }));
  if (!data || data.firing === 0) return null;
  return (
    <span className={classes.badge}>
      {formatCount(data.firing)}
      <span className={ui.visuallyHidden}> firing</span>
    </span>
  );
}
