"use client";

import { IconPlus } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { parseAsInteger, useQueryState } from "nuqs";
import { useState } from "react";
import { SectionNav } from "@/components/shell/section-nav";
import { ALERTS_TABS } from "@/components/shell/section-tabs";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Panel, PanelGrid } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedBox } from "@/components/ui/state-box";
import type { AlertRule } from "@/lib/contract/alert-rules";
import type { Alert } from "@/lib/contract/alerts";
import type { Channel } from "@/lib/contract/channels";
import { MONEY_KINDS, type RuleKind } from "@/lib/domain/alerts/rule-kinds";
import { t } from "@/lib/messages/translate";
import { ChannelsPanel, DeliveriesPanel } from "./channels-panel";
import { FiringPanel } from "./firing-panel";
import { HistoryPanel, SilencesPanel } from "./history-panels";
import { RulesPanel } from "./rules-panel";
import { useAlerts } from "./use-alerts";

// Loaded when they are first wanted: whoever only looks needs no form.
const RuleDialog = dynamic(() => import("./rule-dialog").then((module) => module.RuleDialog), { ssr: false });
const ChannelDialog = dynamic(() => import("./channel-dialog").then((module) => module.ChannelDialog), { ssr: false });
const EditChannelDialog = dynamic(() => import("./edit-channel-dialog").then((module) => module.EditChannelDialog), {
  ssr: false,
});
const SilenceDialog = dynamic(() => import("./silence-dialog").then((module) => module.SilenceDialog), { ssr: false });

type AlertsScreenProps = {
  /** Whether everything may be changed, and whether rules about money may. */
  canAll: boolean;
  canMoney: boolean;
};

/** What fires now, what is watched, and who is notified. */
export function AlertsScreen({ canAll, canMoney }: AlertsScreenProps) {
  const { tz } = useReport();
  const { alerts, rules, channels, budgets, problem, ...can } = useAlerts();
  const [ruleId, setRuleId] = useQueryState("rule", parseAsInteger);
  const [edited, setEdited] = useState<{ rule: AlertRule | null } | null>(null);
  const [isAdding, setAdding] = useState(false);
  const [editedChannel, setEditedChannel] = useState<Channel | null>(null);
  const [silenced, setSilenced] = useState<Alert | null>(null);
  const mayChange = (kind: RuleKind | null | undefined) =>
    canAll || (canMoney && kind !== undefined && kind !== null && MONEY_KINDS.includes(kind));
  const kindOf = (id: number | null) => rules.data?.rules.find((rule) => rule.id === id)?.terms.kind;
  const isOne = <Row,>(rows: readonly Row[], idOf: (row: Row) => number) =>
    ruleId === null ? rows : rows.filter((row) => idOf(row) === ruleId);
  const missing = [alerts, rules, channels].find(({ data, error }) => data === undefined && error !== null);
  const isReady = alerts.data && rules.data;
  return (
    <>
      <PageHead
        title={t("Alerts")}
        lead={t("What fires now, what is watched, and who is notified?")}
        actions={
          canMoney && (
            <Button
              leftSection={<IconPlus size={14} aria-hidden />}
              disabled={!channels.data}
              onClick={() => setEdited({ rule: null })}
            >
              {t("New rule")}
            </Button>
          )
        }
      />
      <SectionNav label={t("Alerts")} tabs={ALERTS_TABS} />
      {!canAll && (
        <Notice spaced>
          {canMoney
            ? t("You can change rules about spend and budgets here; admins can change everything.")
            : t("You can read alerts here; finance and admins can change them.")}
        </Notice>
      )}
      {problem && (
        <Notice tone="bad" role="alert" spaced>
          {problem.message}
        </Notice>
      )}
      {ruleId !== null && (
        <Notice as="div" spaced>
          <span>
            {t("Only {rule}.", {
              rule: rules.data?.rules.find(({ id }) => id === ruleId)?.name ?? t("rule {id}", { id: ruleId }),
            })}{" "}
          </span>
          <Button variant="subtle" onClick={() => void setRuleId(null)}>
            {t("Show all")}
          </Button>
        </Notice>
      )}
      {!isReady && (
        <Panel title={t("Now")}>
          {missing ? (
            <FailedBox error={missing.error} onRetry={() => missing.refetch()} height={200} />
          ) : (
            <Skeleton height={220} />
          )}
        </Panel>
      )}
      {isReady && (
        <PanelGrid>
          <FiringPanel
            alerts={{ ...alerts.data, alerts: [...isOne(alerts.data.alerts, ({ rule_id }) => rule_id)] }}
            tz={tz}
            canSilence={({ kind }) => mayChange(kind)}
            onSilence={setSilenced}
          />
          <RulesPanel
            rules={isOne(rules.data.rules, ({ id }) => id)}
            unreadable={isOne(rules.data.unreadable, ({ id }) => id)}
            channels={channels.data?.channels ?? []}
            budgetNameOf={(id) => budgets.data?.budgets.find((one) => one.id === id)?.name ?? null}
            tz={tz}
            canEdit={({ terms }) => mayChange(terms.kind)}
            isBusy={can.switchRule.isPending || can.removeRule.isPending}
            onEdit={(rule) => setEdited({ rule })}
            onSwitch={(rule) => can.switchRule.mutate(rule)}
            onDelete={(rule) => can.removeRule.mutate(rule)}
          />
          {channels.data && (
            <ChannelsPanel
              channels={channels.data.channels}
              unreadable={channels.data.unreadable}
              tz={tz}
              canEdit={canAll}
              isBusy={can.testChannel.isPending || can.switchChannel.isPending || can.removeChannel.isPending}
              onAdd={() => setAdding(true)}
              onEdit={setEditedChannel}
              onTest={(channel) => can.testChannel.mutate(channel)}
              onSwitch={(channel) => can.switchChannel.mutate(channel)}
              onDelete={(channel) => can.removeChannel.mutate(channel)}
            />
          )}
          <HistoryPanel changes={isOne(alerts.data.changes, ({ rule_id }) => rule_id)} tz={tz} />
          <SilencesPanel
            silences={alerts.data.silences}
            tz={tz}
            canEnd={({ rule_id }) => mayChange(kindOf(rule_id))}
            onEnd={({ id }) => can.endSilence.mutate(id)}
          />
          {channels.data && <DeliveriesPanel deliveries={channels.data.deliveries} tz={tz} />}
        </PanelGrid>
      )}
      {edited && channels.data && (
        <RuleDialog
          rule={edited.rule}
          channels={channels.data.channels}
          canAll={canAll}
          save={can.saveRule.mutateAsync}
          preview={can.preview.mutateAsync}
          onClose={() => setEdited(null)}
        />
      )}
      {isAdding && channels.data && (
        <ChannelDialog
          canEmail={channels.data.can_email}
          create={can.addChannel.mutateAsync}
          onClose={() => setAdding(false)}
        />
      )}
      {editedChannel && (
        <EditChannelDialog
          channel={editedChannel}
          change={can.changeChannel.mutateAsync}
          onClose={() => setEditedChannel(null)}
        />
      )}
      {silenced && (
        <SilenceDialog alert={silenced} silence={can.silence.mutateAsync} onClose={() => setSilenced(null)} />
      )}
    </>
  );
}
