"use client";

import { ReportBar } from "@/components/shell/report-bar";
import { PageHead } from "@/components/ui/page-head";
import { PanelGrid } from "@/components/ui/panel";
import { t } from "@/lib/messages/translate";
import { AttemptFilters } from "./attempt-filters";
import { AttemptHistogram } from "./attempt-histogram";
import { AttemptList } from "./attempt-list";

/** Every single attempt that is retained: filtered, sorted by the server, page by page. */
export function AttemptsScreen() {
  return (
    <>
      <ReportBar />
      <PageHead title={t("Attempts")} lead={t("Every upstream call that is retained, as its router sent it")} />
      <AttemptFilters />
      <PanelGrid>
        <AttemptHistogram />
        <AttemptList />
      </PanelGrid>
    </>
  );
}
