import Link from "next/link";
import { Button } from "@/components/ui/button";
import type { Budget, BudgetWithStatus } from "@/lib/contract/budgets";
import { displayMoney, displayUsd, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { BudgetBar } from "./budget-bar";
import classes from "./budgets.module.css";
import {
  describeCapacity,
  describeDates,
  describeScope,
  describeStanding,
  describeUnconverted,
  PERIOD_LABELS,
} from "./describe-budget";

type BudgetCardProps = {
  budget: BudgetWithStatus;
  isOpen: boolean;
  canEdit: boolean;
  isBusy: boolean;
  onEdit: (budget: Budget) => void;
  onDelete: (budget: Budget) => void;
};

/** One budget: what it is of, how it stands, and what can be done with it. */
export function BudgetCard({ budget, isOpen, canEdit, isBusy, onEdit, onDelete }: BudgetCardProps) {
  const { id, name, period, tz, owner, amount, currency, status } = budget;
  const { text, tone } = describeStanding(budget);
  const unconverted = describeUnconverted(budget);
  const capacity = describeCapacity(budget);
  return (
    <li className={classes.card} data-open={isOpen || undefined}>
      <div className={classes.cardHead}>
        <h3 className={classes.name}>
          <Link href={`/budgets?budget=${id}`} aria-current={isOpen || undefined}>
            {name}
          </Link>
        </h3>
        <span className={classes.muted}>{describeScope(budget)}</span>
      </div>
      <p className={classes.standing} data-tone={tone}>
        {text}
      </p>
      {status && <BudgetBar {...{ amount, currency }} status={status} tone={tone} />}
      {status && (
        <dl className={classes.sums}>
          <Sum label={t("Spent")} text={displayMoney(status.spent, currency)} />
          <Sum label={t("Amount")} text={displayMoney(amount, currency)} />
          <Sum label={t("Even line")} text={displayMoney(status.even, currency)} />
          <Sum label={t("Projected")} text={displayMoney(status.projected, currency)} />
        </dl>
      )}
      {status && currency !== "USD" && (
        <p className={classes.muted}>
          {t("{spent} spent in dollars, each UTC day at its own rate", { spent: displayUsd(status.spent_usd) })}
        </p>
      )}
      {capacity && <p className={classes.muted}>{capacity}</p>}
      {unconverted && (
        <p className={classes.muted} data-tone="warn">
          {unconverted}
        </p>
      )}
      <p className={classes.muted}>
        {status
          ? t("{period}, {dates}", { period: t(PERIOD_LABELS[period]), dates: describeDates(status, tz) })
          : t(PERIOD_LABELS[period])}{" "}
        · {tz}
        {owner && ` · ${owner}`}
      </p>
      {status && status.unpriced_attempts > 0 && (
        <p className={classes.muted}>
          {t("{attempts} attempts have no price and are not in what is spent.", {
            attempts: formatWhole(status.unpriced_attempts),
          })}
        </p>
      )}
      {status && !status.is_exact && (
        <p className={classes.muted}>
          {t("The first day may count as a whole UTC day: its single attempts are deleted.")}
        </p>
      )}
      {canEdit && (
        <div className={classes.buttons}>
          <Button
            variant="default"
            aria-label={t("Edit {name}", { name })}
            disabled={isBusy}
            onClick={() => onEdit(budget)}
          >
            {t("Edit")}
          </Button>
          <Button
            variant="subtle"
            aria-label={t("Delete {name}", { name })}
            disabled={isBusy}
            onClick={() => onDelete(budget)}
          >
            {t("Delete")}
          </Button>
        </div>
      )}
    </li>
  );
}

function Sum({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  );
}
