"use client";

import Link from "next/link";
import { FILTER_NAMES } from "./report-params";
import { useShell } from "./shell-context";
import { useReport } from "./use-report";

/** Why a report shows nothing, and what to do: no record ever came, the filters leave none, or none lies in the range. */
export function EmptyHint() {
  const { dimensions } = useShell();
  const { query } = useReport();
  if (dimensions.model.length === 0) {
    return (
      <>
        No record has come yet. <Link href="/ingest">Ingest</Link> has the command that sends the first.
      </>
    );
  }
  const isFiltered = FILTER_NAMES.some((name) => query[name].length > 0);
  return isFiltered ? "Choose a longer range or clear the filters." : "Choose a longer range.";
}
