"use client";

import { SectionNav } from "@/components/shell/section-nav";
import { ALERTS_TABS } from "@/components/shell/section-tabs";
import { useReport } from "@/components/shell/use-report";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { PanelGrid } from "@/components/ui/panel";
import { t } from "@/lib/messages/translate";
import { PreviewPanel } from "./preview-panel";
import { RecipientsPanels } from "./recipients-panels";

type DigestsScreenProps = {
  /** Whether others may be subscribed, and what was sent to them be seen. */
  canEdit: boolean;
  canEmail: boolean;
};

/** What digests say, who gets them, and whether they arrived. */
export function DigestsScreen({ canEdit, canEmail }: DigestsScreenProps) {
  const { tz } = useReport();
  return (
    <>
      <PageHead title={t("Digests")} lead={t("What happened in a week or a month, by e-mail")} />
      <SectionNav label={t("Alerts")} tabs={ALERTS_TABS} />
      {!canEmail && (
        <Notice spaced>
          {t(
            "No mail server is set up: whoever runs the server sets SWITCHYARD_SMTP_URL and SWITCHYARD_SMTP_FROM. Until then no digest is sent.",
          )}
        </Notice>
      )}
      {!canEdit && (
        <Notice spaced>{t("Admins choose who gets digests. You subscribe yourself on your account page.")}</Notice>
      )}
      <PanelGrid>
        <PreviewPanel tz={tz} canEmail={canEmail} />
        {canEdit && <RecipientsPanels tz={tz} />}
      </PanelGrid>
    </>
  );
}
