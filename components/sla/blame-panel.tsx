import { Panel } from "@/components/ui/panel";
import { PlainTable } from "@/components/ui/plain-table";
import type { Sla, SlaTotal } from "@/lib/contract/sla";
import { displayUsd, formatPercent, formatUptime, formatWhole } from "@/lib/domain/format";
import { OUTCOMES } from "@/lib/domain/outcome";
import { OUTCOME_OWNERS } from "@/lib/domain/sla/owners";
import classes from "./sla.module.css";

const OWNER_LABELS = { provider: "Provider", gateway: "Gateway", caller: "Caller" } as const;
const OWNED = {
  provider: "429, server errors, timeouts",
  gateway: "turned away by our own limit, budget or guardrail",
  caller: "client errors, and calls the caller left",
} as const;

/** On whose side attempts went wrong: a vendor answers for the provider's alone. */
export function BlamePanel({ total }: { total: SlaTotal }) {
  const attempts = OUTCOMES.reduce((sum, name) => sum + total.outcomes[name], 0);
  const wrong = attempts - total.outcomes.ok;
  const share = (count: number, of: number) => (of === 0 ? formatPercent(null) : formatPercent(count / of));
  return (
    <Panel
      title="Whose failures"
      subtitle={`${formatWhole(wrong)} of ${formatWhole(attempts)} attempts did not succeed; only the provider's count against a target`}
    >
      <PlainTable
        caption="Attempts that did not succeed, by owner"
        table={{
          columns: [
            { label: "Owner" },
            { label: "Attempts", numeric: true },
            { label: "Of all attempts", numeric: true },
            { label: "Of what went wrong", numeric: true },
            { label: "Which" },
          ],
          rows: OUTCOME_OWNERS.map((owner) => [
            OWNER_LABELS[owner],
            formatWhole(total.owners[owner]),
            share(total.owners[owner], attempts),
            share(total.owners[owner], wrong),
            OWNED[owner],
          ]),
        }}
      />
    </Panel>
  );
}

/** Providers' attempts beside users' requests, and what lies between the two. */
export function ReliabilityPanel({ reliability }: Pick<Sla, "reliability">) {
  const { attempts, requests, followed, extra_attempts: extra, extra_cost_usd: cost } = reliability;
  const of = ({ ok, failed }: typeof attempts) => `${formatWhole(failed)} of ${formatWhole(ok + failed)} failed`;
  const terms = [
    ["Attempts of providers", formatUptime(attempts.success, 3), of(attempts)],
    ["Requests of users", formatUptime(requests.success, 3), of(requests)],
    ["Rescued by another attempt, at most", formatWhole(followed), "failed attempts that another one followed"],
    ["Extra attempts", formatWhole(extra), cost === null ? "cost not known" : `${displayUsd(cost)} in all`],
  ] as const;
  return (
    <Panel title="Two reliabilities" subtitle="What providers delivered, and what users saw after failover">
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
