import type { Tone } from "@/components/ui/tone";
import type { BudgetWithStatus } from "@/lib/contract/budgets";
import { displayMoney } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import classes from "./budgets.module.css";

type BudgetBarProps = Pick<BudgetWithStatus, "amount" | "currency"> & {
  status: Pick<NonNullable<BudgetWithStatus["status"]>, "spent" | "even" | "projected">;
  tone: Tone;
};

/** The amount as a bar: what is spent, what is projected beyond, and where the even line is now. */
export function BudgetBar({ amount, currency, status, tone }: BudgetBarProps) {
  const { spent, even, projected } = status;
  const whole = Math.max(Number(amount), Number(spent), Number(projected ?? 0));
  const place = (sum: string) => `${(100 * Math.max(0, Number(sum))) / whole}%`;
  const text = (sum: string) => displayMoney(sum, currency);
  const sums = { spent: text(spent), amount: text(amount), even: text(even) };
  const label =
    projected === null
      ? t("{spent} of {amount} spent; {even} by now on the even line; no projection yet", sums)
      : t("{spent} of {amount} spent; {even} by now on the even line; {projected} projected", {
          ...sums,
          projected: text(projected),
        });
  return (
    <div className={classes.bar} role="img" aria-label={label} title={label} data-tone={tone}>
      <span className={classes.within} style={{ width: place(amount) }} />
      {projected !== null && <span className={classes.projected} style={{ width: place(projected) }} />}
      <span className={classes.spent} style={{ width: place(spent) }} />
      <span className={classes.even} style={{ left: place(even) }} />
    </div>
  );
}
