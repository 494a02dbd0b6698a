import type { DataColumn } from "@/components/ui/data-table";
import { Pill } from "@/components/ui/pill";
import classes from "@/components/ui/ui.module.css";
import type { SlaTotal } from "@/lib/contract/sla";
import { formatCount, formatPercent, formatUptime } from "@/lib/domain/format";
import { overBudget } from "@/lib/domain/sla/error-budget";
import { t } from "@/lib/messages/translate";
import { BurnCell } from "./burn-cell";
import { budgetTexts, describeRecorded, STATE_LABELS, STATE_TONES } from "./prepare-sla";

type Traffic = Omit<SlaTotal, "name">;

/** The columns that rows and totals have alike. */
export function trafficColumns<T extends Traffic>(): Record<"requests" | "minutes" | "budget" | "burn", DataColumn<T>> {
  return {
    requests: {
      id: "requests",
      header: t("Uptime"),
      hint: t("of attempts|counted"),
      numeric: true,
      value: ({ counted }) => counted.requests,
      cell: ({ counted, recorded }) => (
        <>
          <strong>{formatUptime(counted.requests, 3)}</strong>
          <span className={classes.sub}>n {formatCount(counted.ok + counted.failed)}</span>
          <Recorded text={describeRecorded(counted, recorded)} />
        </>
      ),
    },
    minutes: {
      id: "minutes",
      header: t("Uptime"),
      hint: t("of minutes"),
      numeric: true,
      value: ({ counted }) => counted.minutes,
      cell: ({ counted }) => (
        <>
          {formatUptime(counted.minutes, 3)}
          <span className={classes.sub}>{t("coverage {share}", { share: formatPercent(counted.coverage, 1) })}</span>
        </>
      ),
    },
    budget: {
      id: "budget",
      header: t("Error budget"),
      hint: t("by failures over it"),
      value: ({ counted, budget }) => overBudget(counted.failed, budget.allowed),
      cell: (row) => <BudgetCell row={row} />,
    },
    burn: {
      id: "burn",
      header: t("Burn rate"),
      hint: "1 h · 6 h · 3 d",
      numeric: true,
      value: ({ burn }) => burn?.at(-1)?.rate,
      cell: ({ burn }) => <BurnCell burn={burn} />,
    },
  };
}

function Recorded({ text }: { text: string | null }) {
  return text === null ? null : <span className={classes.sub}>{text}</span>;
}

function BudgetCell({ row }: { row: Traffic }) {
  const { state } = row.budget;
  const texts = budgetTexts(row);
  return (
    <>
      <Pill tone={STATE_TONES[state]}>{t(STATE_LABELS[state])}</Pill>
      {texts && (
        <span className={classes.sub}>
          {texts.attempts}
          {texts.used && ` (${texts.used})`}
        </span>
      )}
      {texts?.minutes && <span className={classes.sub}>{texts.minutes}</span>}
    </>
  );
}
