"use client";

import { Tabs } from "@mantine/core";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { PageHead } from "@/components/ui/page-head";
import type { PublishedAliases, PublishedPolicy } from "@/lib/contract/policy";
import { t } from "@/lib/messages/translate";
import type { ModelHealth } from "../breakers/model-health";
import { RefreshEvery } from "../shell/refresh-every";
import { AliasEditor } from "./aliases/alias-editor";
import type { PublishAliases } from "./aliases/alias-publish";
import { ReadOnlyNotice } from "./parts/read-only-notice";
import textClasses from "./parts/text.module.css";
import { RetirementsPanel } from "./retirements/retirements-panel";
import { RoutersPanel } from "./routers/routers-panel";
import { NewTier } from "./tiers/new-tier";
import { TierList } from "./tiers/tier-list";

const TABS = ["tiers", "aliases"] as const;

type PoliciesScreenProps = {
  policies: readonly PublishedPolicy[];
  health: readonly ModelHealth[];
  asOf: string;
  aliases: PublishedAliases;
  models: readonly string[];
  canEdit: boolean;
  publishAliases: PublishAliases;
};

/** Every tier with its state, the routers that run them, and the names callers use. */
export function PoliciesScreen(props: PoliciesScreenProps) {
  const { policies, health, asOf, aliases, models, canEdit, publishAliases } = props;
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("tiers"));
  return (
    <>
      <RefreshEvery seconds={10} />
      <PageHead
        title={t("Policies")}
        lead={t("Which models serve each tier, and what happens when one degrades")}
        actions={canEdit && <NewTier tiers={policies.map(({ tier }) => tier)} />}
      />
      {!canEdit && <ReadOnlyNotice />}
      <Tabs value={tab} onChange={(value) => setTab(TABS.find((known) => known === value) ?? null)}>
        <Tabs.List mb="md" aria-label={t("Policies")}>
          <Tabs.Tab value="tiers">{t("Tiers")}</Tabs.Tab>
          <Tabs.Tab value="aliases">{t("Aliases")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="tiers">
          <div className={textClasses.stack}>
            <TierList policies={policies} health={health} asOf={asOf} canCreate={canEdit} />
            <RetirementsPanel canEdit={canEdit} />
            <RoutersPanel health={health} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="aliases">
          <AliasEditor published={aliases} models={models} readOnly={!canEdit} action={publishAliases} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
