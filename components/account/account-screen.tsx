"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { OwnDigestsPanel } from "@/components/digests/own-digests-panel";
import { PageHead } from "@/components/ui/page-head";
import { Panel, PanelGrid } from "@/components/ui/panel";
import type { Account } from "@/lib/contract/account";
import { t } from "@/lib/messages/translate";
import classes from "./account.module.css";
import { OwnPasswordForm } from "./own-password-form";
import { SessionList } from "./session-list";

/** One's own sessions, password and digests. */
export function AccountScreen({ account: { person: user, sessions } }: { account: Account }) {
  const router = useRouter();
  const [isChanged, setChanged] = useState(false);
  return (
    <>
      <PageHead title={t("Your account")} lead={`${user.name} · ${user.email}`} />
      <PanelGrid>
        <Panel
          title={t("Your active sessions")}
          subtitle={t("A session ends after 12 hours without use, and after 7 days in any case")}
          span={7}
        >
          <SessionList sessions={sessions} />
        </Panel>
        <Panel title={t("Password")} subtitle={t("Changing it signs you out on every other device")} span={5}>
          {isChanged && (
            <p role="status" className={classes.done}>
              {t("Your password is changed. Every other session is signed out.")}
            </p>
          )}
          <OwnPasswordForm
            presentLabel={t("Current password")}
            onChanged={() => {
              setChanged(true);
              router.refresh();
            }}
          />
        </Panel>
        <OwnDigestsPanel />
      </PanelGrid>
    </>
  );
}
