"use client";

import { RefreshEvery } from "@/components/shell/refresh-every";
import { ReportBar } from "@/components/shell/report-bar";
import { PageHead } from "@/components/ui/page-head";
import { PanelGrid } from "@/components/ui/panel";
import type { Breakdown } from "@/lib/contract/breakdowns";
import type { ImportRun } from "@/lib/contract/imports";
import type { IngestHealth } from "@/lib/contract/ingest-health";
import type { RejectedGroup } from "@/lib/contract/rejected-records";
import type { UsageSourceSummary } from "@/lib/contract/usage-sources";
import { t } from "@/lib/messages/translate";
import { AmbiguousPanel } from "./ambiguous-panel";
import { AttemptsChart } from "./attempts-chart";
import { BreakdownsPanel } from "./breakdowns-panel";
import { CappedPanel } from "./capped-panel";
import { CheckPanel, type FormatChoice } from "./check-panel";
import { ChecksPanel } from "./checks-panel";
import { ConnectPanel } from "./connect-panel";
import { ImportPanel } from "./import-panel";
import { LeftOutPanel } from "./left-out-panel";
import { RejectedPanel } from "./rejected-panel";
import { RetentionNotice } from "./retention-notice";
import { ScoresPanel } from "./scores-panel";
import type { SnippetFiles } from "./sources";
import { SourcesPanel } from "./sources-panel";
import { UnpricedSeen } from "./unpriced-seen";
import { UsageSourcesPanel } from "./usage-sources-panel";

type IngestScreenProps = {
  origin: string;
  isAdmin: boolean;
  health: IngestHealth;
  rejectedGroups: readonly RejectedGroup[];
  imports: readonly ImportRun[];
  breakdowns: readonly Breakdown[];
  /** Those that there are usage records of. */
  usageStored: readonly UsageSourceSummary[];
  /** When these were read. */
  asOf: string;
  files: SnippetFiles;
  formats: readonly FormatChoice[];
  /** Exports of usage by day, which are read as files alone. */
  usageSources: readonly FormatChoice[];
};

/** How records get in, how many did, what cannot be true of them, and which were refused. */
export function IngestScreen({
  origin,
  isAdmin,
  health,
  rejectedGroups,
  imports,
  breakdowns,
  usageStored,
  asOf,
  files,
  formats,
  usageSources,
}: IngestScreenProps) {
  return (
    <>
      <RefreshEvery seconds={10} />
      <ReportBar />
      <PageHead
        title={t("Ingest")}
        lead={t("How records arrive, whether they are plausible, and which were rejected")}
      />
      {health.retention_hold !== null && <RetentionNotice reason={health.retention_hold} />}
      <PanelGrid>
        <SourcesPanel {...health} />
        <LeftOutPanel {...health} />
        <AmbiguousPanel {...health} />
        <CappedPanel {...health} />
        <ChecksPanel {...health} />
        <RejectedPanel groups={rejectedGroups} isAdmin={isAdmin} />
        <AttemptsChart />
        <ConnectPanel origin={origin} isAdmin={isAdmin} files={files} />
        {isAdmin && <CheckPanel formats={formats} />}
        {isAdmin && <ImportPanel formats={formats} usageSources={usageSources} runs={imports} asOf={asOf} />}
        {isAdmin && <ScoresPanel />}
        <UsageSourcesPanel sources={usageStored} isAdmin={isAdmin} />
        <UnpricedSeen />
        <BreakdownsPanel breakdowns={breakdowns} isAdmin={isAdmin} />
      </PanelGrid>
    </>
  );
}
