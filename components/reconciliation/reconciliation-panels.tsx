import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { StatCard, StatRow } from "@/components/ui/stat-card";
import type { Reconciliation } from "@/lib/contract/reconciliations";
import { displayUsd, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { describePeriods, describeShare, displayChange } from "./describe-reconciliation";
import { GroupTable } from "./group-table";
import { ModelNames } from "./model-names";
import { ReasonBars } from "./reason-bars";
import { ReconciledRows } from "./reconciled-rows";
import classes from "./reconciliation.module.css";
import { SignOff } from "./sign-off";
import type { ReconciliationActions } from "./use-reconciliations";

type PanelsProps = { of: Reconciliation; canEdit: boolean; actions: ReconciliationActions; onClose: () => void };

/** What a comparison found: the sums, the reasons, by period and model, and every row. */
export function ReconciliationPanels({ of, canEdit, actions, onClose }: PanelsProps) {
  const { summary, file_name, compared_at, created_by, file_digest, file_rows } = of;
  const isBusy = actions.run.isPending || actions.remove.isPending || actions.change.isPending;
  const isSigned = of.accepted_at !== null;
  return (
    <>
      <Panel
        title={file_name}
        subtitle={[
          of.providers.join(", "),
          describePeriods(of),
          t("{rows} rows", { rows: formatWhole(file_rows) }),
          t("compared {at} UTC, added by {by}", { at: compared_at.slice(0, 16).replace("T", " "), by: created_by }),
          `SHA-256 ${file_digest.slice(0, 12)}…`,
        ].join(" · ")}
        actions={
          <>
            {canEdit && (
              <Button variant="default" disabled={isBusy || isSigned} onClick={() => actions.run.mutate(of)}>
                {t("Compare again")}
              </Button>
            )}
            {canEdit && (
              <Button variant="subtle" disabled={isBusy || isSigned} onClick={() => actions.remove.mutate(of)}>
                {t("Delete")}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              {t("Close")}
            </Button>
          </>
        }
      >
        <StatRow>
          <StatCard
            label={t("The bill")}
            value={displayUsd(summary.bill_usd)}
            notes={[
              summary.is_valued && t("Usage alone, at the price here"),
              summary.amounts.some(({ currency }) => currency !== "USD") &&
                summary.amounts.map(({ amount, currency }) => `${amount} ${currency}`).join(", "),
            ]}
          />
          <StatCard
            label={t("Counted here")}
            value={displayUsd(summary.own_usd)}
            notes={[t("Attempts of the same providers and days")]}
          />
          <StatCard
            label={t("Difference")}
            value={displayChange(summary.difference_usd)}
            notes={[t("Positive: more on the bill")]}
          />
          <StatCard
            label={t("Explained")}
            value={describeShare(summary)}
            tone={summary.unexplained_usd === "0" ? "good" : "warn"}
            notes={[t("Unexplained: {usd}", { usd: displayChange(summary.unexplained_usd) })]}
          />
        </StatRow>
        {summary.unknown_rows > 0 && (
          <p className={classes.help}>
            {t("{rows} rows have no amount and no price here. They are in no sum.", {
              rows: formatWhole(summary.unknown_rows),
            })}
          </p>
        )}
      </Panel>
      <Panel
        title={t("Why it differs")}
        subtitle={t("Parts and what is unexplained add up to the difference")}
        span={7}
      >
        <ReasonBars summary={summary} />
      </Panel>
      <Panel title={t("Sign-off")} span={5}>
        <SignOff key={of.version} of={of} canEdit={canEdit} change={actions.change} />
      </Panel>
      <ModelNames of={of} canEdit={canEdit && !isSigned} nameModels={actions.nameModels} />
      <Panel title={t("By period")} span={6}>
        <GroupTable caption={t("By period")} name={t("Period")} groups={summary.by_period} />
      </Panel>
      <Panel title={t("By model")} span={6}>
        <GroupTable caption={t("By model")} name={t("Model")} groups={summary.by_model} />
      </Panel>
      <ReconciledRows of={of} />
    </>
  );
}
