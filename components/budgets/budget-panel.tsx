import type { UseQueryResult } from "@tanstack/react-query";
import { TimeChart } from "@/components/charts/time-chart";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { EmptyBox } from "@/components/ui/state-box";
import { ApiError } from "@/lib/client/api-error";
import type { BudgetDetail } from "@/lib/contract/budgets";
import { displayMoney } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { describeDates, describeScope, describeStanding, describeUnconverted } from "./describe-budget";
import { burnDownTable, prepareBurnDown } from "./prepare-burn-down";

const HEIGHT = 280;

type BudgetPanelProps = { detail: UseQueryResult<BudgetDetail>; onClose: () => void };

/** The burn-down of the budget that the address names. */
export function BudgetPanel({ detail, onClose }: BudgetPanelProps) {
  const close = (
    <Button variant="default" onClick={onClose}>
      {t("Close")}
    </Button>
  );
  if (detail.error instanceof ApiError && detail.error.code === "NOT_FOUND") {
    return (
      <Panel title={t("Burn-down")} actions={close}>
        <EmptyBox
          title={t("There is no such budget")}
          hint={t("It was deleted, or the address is wrong.")}
          height={120}
        />
      </Panel>
    );
  }
  const title = detail.data ? t("Burn-down of {name}", { name: detail.data.name }) : t("Burn-down");
  return (
    <TimeChart
      title={title}
      query={detail}
      height={HEIGHT}
      subtitle={(data) =>
        [
          describeScope(data),
          data.status && describeDates(data.status, data.tz),
          t("days in {zone}", { zone: data.tz }),
          describeStanding(data).text,
          describeUnconverted(data),
        ]
          .filter(Boolean)
          .join(" · ")
      }
      explain={{
        formula: t(
          "Σ cost since the period began, in the budget's currency at the rate of each UTC day; even line: amount × elapsed / length",
        ),
        note: t(
          "Projected: spent, and the forecast of the days to come, as Spend has it. A threshold is reached once in a period, even if corrections move the sum below it and back.",
        ),
      }}
      isEmpty={(data) => data.days.length === 0}
      emptyHint={detail.data?.status_reason ?? t("The sums of this period are not known.")}
      table={burnDownTable}
      actions={close}
      draws="lines"
      plot={prepareBurnDown}
      label={title}
      zone={detail.data?.tz ?? "UTC"}
      formatValue={(value) => displayMoney(value?.toFixed(9), detail.data?.currency ?? "USD")}
      thresholds={({ amount, currency }) => [
        {
          value: Number(amount),
          label: t("Amount {amount}", { amount: displayMoney(amount, currency) }),
          labelAt: "start",
        },
      ]}
      marks={({ status, as_of }) => (status ? { from: status.from, to: as_of } : {})}
    />
  );
}
