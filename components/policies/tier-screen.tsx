"use client";

import { Anchor, Tabs } from "@mantine/core";
import Link from "next/link";
import { parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { useReport } from "@/components/shell/use-report";
import { PageHead } from "@/components/ui/page-head";
import type { PublishedPolicy, TierPolicy } from "@/lib/contract/policy";
import type { Proposal } from "@/lib/contract/proposals";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { type ModelHealth, prepareHealth } from "../breakers/model-health";
import { RefreshEvery } from "../shell/refresh-every";
import { MissingNotice } from "./editor/loaded-notice";
import { PolicyEditor } from "./editor/policy-editor";
import type { PublishPolicy } from "./editor/policy-publish";
import { PolicyHistory } from "./history/policy-history";
import type { RollbackAction } from "./history/rollback-action";
import { ReadOnlyNotice } from "./parts/read-only-notice";
import textClasses from "./parts/text.module.css";
import { ProposalsPanel } from "./proposals/proposals-panel";
import { HealthPanel } from "./tiers/health-panel";

const TABS = ["policy", "proposals", "history"] as const;

type TierScreenProps = {
  tier: string;
  /** Null while the tier does not exist. */
  published: PublishedPolicy | null;
  start: TierPolicy;
  /** What the address suggests, such as a recommendation of Compare. */
  suggested: TierPolicy | null;
  /** The proposal that was asked to be loaded into the form. */
  loaded: Proposal | null;
  /** The number of one that was asked for and is not there. */
  missing: string | null;
  needsApproval: boolean;
  versions: readonly PublishedPolicy[];
  health: readonly ModelHealth[];
  asOf: string;
  models: readonly string[];
  aliases: Readonly<Record<string, string>>;
  canEdit: boolean;
  /** The signed-in user, by the name that their proposals carry. */
  viewer: string;
  publish: PublishPolicy;
  rollback: RollbackAction;
};

/** A tier: how its models stand, its policy as a form, and its history. */
export function TierScreen(props: TierScreenProps) {
  const { tier, published, start, versions, health, asOf, models, aliases, canEdit, viewer, publish, rollback } = props;
  const [asked, setAsked] = useQueryState("proposal", parseAsString.withOptions({ shallow: false }));
  // Put away at once, whatever the page still holds.
  const loaded = props.loaded && String(props.loaded.id) === asked ? props.loaded : null;
  const { tz } = useReport();
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("policy"));
  return (
    <>
      <RefreshEvery seconds={10} />
      <PageHead
        title={tier}
        lead={
          published
            ? t("Version {version}, published by {user} at {publishedAt}", {
                version: published.version,
                user: published.published_by,
                publishedAt: formatInstant(published.published_at, tz, "minute"),
              })
            : t("This tier does not exist yet; publishing creates it.")
        }
        actions={
          <Anchor component={Link} inherit href="/policies">
            {t("All tiers")}
          </Anchor>
        }
      />
      {!canEdit && <ReadOnlyNotice />}
      <div className={textClasses.stack}>
        {published && <HealthPanel rows={prepareHealth(published, health)} asOf={asOf} tier={tier} />}
        <Tabs value={tab} onChange={(value) => setTab(TABS.find((known) => known === value) ?? null)}>
          <Tabs.List mb="md" aria-label={t("Policy of {tier}", { tier })}>
            <Tabs.Tab value="policy">{t("Policy")}</Tabs.Tab>
            <Tabs.Tab value="proposals">{t("Proposals")}</Tabs.Tab>
            <Tabs.Tab value="history">{t("History ({count})", { count: versions.length })}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="policy">
            {props.missing !== null && asked === props.missing && <MissingNotice tier={tier} missing={asked} />}
            <PolicyEditor
              key={loaded?.id ?? "published"}
              loaded={loaded}
              loadedOn={versions.find(({ version }) => version === loaded?.base_version) ?? null}
              published={published}
              start={start}
              suggested={props.suggested}
              onUnload={() => setAsked(null)}
              readOnly={!canEdit}
              needsApproval={props.needsApproval}
              asOf={asOf}
              models={models}
              aliases={aliases}
              action={publish}
            />
          </Tabs.Panel>
          <Tabs.Panel value="proposals">
            <ProposalsPanel tier={tier} versions={versions} canEdit={canEdit} viewer={viewer} />
          </Tabs.Panel>
          <Tabs.Panel value="history">
            <PolicyHistory tier={tier} versions={versions} readOnly={!canEdit} rollback={rollback} />
          </Tabs.Panel>
        </Tabs>
      </div>
    </>
  );
}
