"use client";

import { RefreshEvery } from "@/components/policies/refresh-every";
import { ReportBar } from "@/components/shell/report-bar";
import { PageHead } from "@/components/ui/page-head";
import { PanelGrid } from "@/components/ui/panel";
import type { RejectedRecord } from "@/lib/contract/rejected-records";
import { AttemptsChart } from "./attempts-chart";
import { CheckPanel, type FormatChoice } from "./check-panel";
import { ConnectPanel } from "./connect-panel";
import { RejectedPanel } from "./rejected-panel";
import type { SnippetFiles } from "./senders";
import { UnpricedSeen } from "./unpriced-seen";

type IngestScreenProps = {
  origin: string;
  isAdmin: boolean;
  refused: readonly RejectedRecord[];
  files: SnippetFiles;
  formats: readonly FormatChoice[];
};

/** How records get in, how many did, and which did not. */
export function IngestScreen({ origin, isAdmin, refused, files, formats }: IngestScreenProps) {
  return (
    <>
      <RefreshEvery seconds={10} />
      <ReportBar />
      <PageHead title="Ingest" lead="How routers' records get in, and which were refused" />
      <PanelGrid>
        <ConnectPanel origin={origin} isAdmin={isAdmin} files={files} />
        <AttemptsChart />
        {isAdmin && <CheckPanel formats={formats} />}
        <RejectedPanel records={refused} />
        <UnpricedSeen />
      </PanelGrid>
    </>
  );
}
