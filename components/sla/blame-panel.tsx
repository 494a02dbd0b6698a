import { Panel } from "@/components/ui/panel";
import { PlainTable } from "@/components/ui/plain-table";
import type { Sla, SlaTotal } from "@/lib/contract/sla";
import { displayUsd, formatPercent, formatUptime, formatWhole } from "@/lib/domain/format";
import { OUTCOMES } from "@/lib/domain/outcome";
import { OUTCOME_OWNERS } from "@/lib/domain/sla/owners";
import { message, t } from "@/lib/messages/translate";
import classes from "./sla.module.css";

const OWNER_LABELS = { provider: message("Provider"), gateway: message("Gateway"), caller: message("Caller") } as const;
const OWNED = {
  provider: message("429, server errors, timeouts"),
  gateway: message("turned away by our own limit, budget or guardrail"),
  caller: message("client errors, and calls the caller left"),
} as const;

/** On whose side attempts went wrong: a vendor answers for the provider's alone. */
export function BlamePanel({ total }: { total: SlaTotal }) {
  const attempts = OUTCOMES.reduce((sum, name) => sum + total.outcomes[name], 0);
  const wrong = attempts - total.outcomes.ok;
  const share = (count: number, of: number) => (of === 0 ? formatPercent(null) : formatPercent(count / of));
  return (
    <Panel
      title={t("Whose failures")}
      subtitle={t("{count} of {total} attempts did not succeed; only the provider's count against a target", {
        count: formatWhole(wrong),
        total: formatWhole(attempts),
      })}
    >
      <PlainTable
        caption={t("Attempts that did not succeed, by owner")}
        table={{
          columns: [
            { label: t("Owner|of a failure") },
            { label: t("Attempts"), numeric: true },
            { label: t("Of all attempts"), numeric: true },
            { label: t("Of what went wrong"), numeric: true },
            { label: t("Which") },
          ],
          rows: OUTCOME_OWNERS.map((owner) => [
            t(OWNER_LABELS[owner]),
            formatWhole(total.owners[owner]),
            share(total.owners[owner], attempts),
            share(total.owners[owner], wrong),
            t(OWNED[owner]),
          ]),
        }}
      />
    </Panel>
  );
}

/** Providers' attempts beside users' requests, and what lies between the two. */
export function ReliabilityPanel({ reliability }: Pick<Sla, "reliability">) {
  const { attempts, requests, followed, extra_attempts: extra, extra_cost_usd: cost } = reliability;
  const of = ({ ok, failed }: typeof attempts) =>
    t("{failed} of {total} failed", { failed: formatWhole(failed), total: formatWhole(ok + failed) });
  const terms = [
    [t("Attempts of providers"), formatUptime(attempts.success, 3), of(attempts)],
    [t("Requests of users"), formatUptime(requests.success, 3), of(requests)],
    [t("Rescued by another attempt, at most"), formatWhole(followed), t("failed attempts that another one followed")],
    [
      t("Extra attempts"),
      formatWhole(extra),
      cost === null ? t("cost not known") : t("{cost} in all", { cost: displayUsd(cost) }),
    ],
  ] as const;
  return (
    <Panel title={t("Two reliabilities")} subtitle={t("What providers delivered, and what users saw after failover")}>
      <dl className={classes.terms}>
        {terms.map(([label, value, detail]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <strong>{value}</strong> <span className={classes.muted}>{detail}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
