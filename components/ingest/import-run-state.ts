import type { Tone } from "@/components/ui/tone";
import type { ImportJob } from "@/lib/client/imports/import-job";
import { IMPORT_MOVING_MS, type ImportRun } from "@/lib/contract/imports";
import { t } from "@/lib/messages/translate";

export type ImportRunState = { text: string; tone: Tone; isInterrupted: boolean };

/** How an import stands, as far as the server knew at `asOf` and this tab knows of its own. */
export function importRunState(run: ImportRun, asOf: string, job: ImportJob | null): ImportRunState {
  if (run.finished_at !== null) return { ...finishedState(run), isInterrupted: false };
  const isOwn = job?.progress?.run?.id === run.id;
  const isMoving = isOwn ? job.state === "running" : Date.parse(asOf) - Date.parse(run.moved_at) < IMPORT_MOVING_MS;
  if (isMoving) return { text: isOwn ? t("running") : t("running elsewhere"), tone: "accent", isInterrupted: false };
  if (run.options === null) return { text: t("interrupted on the command line"), tone: "warn", isInterrupted: true };
  return { text: t("interrupted"), tone: "warn", isInterrupted: true };
}

function finishedState({ rows_done: rows, accepted, duplicates, rejected, ignored }: ImportRun) {
  if (rows === 0) return { text: t("no rows"), tone: "neutral" } as const;
  if (ignored === rows) return { text: t("without attempts"), tone: "neutral" } as const;
  if (accepted + duplicates === 0) return { text: t("all rejected"), tone: "bad" } as const;
  if (rejected > 0) return { text: t("done, some rejected"), tone: "warn" } as const;
  return { text: t("done"), tone: "good" } as const;
}
