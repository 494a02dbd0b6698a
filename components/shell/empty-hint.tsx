"use client";

import Link from "next/link";
import { rich } from "@/components/ui/rich";
import { t } from "@/lib/messages/translate";
import { FILTER_NAMES } from "./report-params";
import { useShell } from "./shell-context";
import { useReport } from "./use-report";

/** Why a report shows nothing, and what to do: no record ever came, the filters leave none, or none lies in the range. */
export function EmptyHint() {
  const { dimensions } = useShell();
  const { query } = useReport();
  if (dimensions.model.length === 0) {
    return rich("No record has come yet. <link>Ingest</link> has the command that sends the first.", {
      link: (text) => <Link href="/ingest">{text}</Link>,
    });
  }
  const isFiltered = FILTER_NAMES.some((name) => query[name].length > 0);
  return isFiltered ? t("Choose a longer range or clear the filters.") : t("Choose a longer range.");
}
