"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { BudgetBar } from "@/components/budgets/budget-bar";
import cards from "@/components/budgets/budgets.module.css";
import { useReport } from "@/components/shell/use-report";
import type { Commitment, Discount, Discounts } from "@/lib/contract/discounts";
import { displayUsd, formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { CardsPanel, EndButton } from "./cards-panel";
import { BUCKET_LABELS, describeCommitment, describeServed, describeValidity } from "./describe-capacity";

type DiscountsPanelProps = {
  discounts: UseQueryResult<Discounts>;
  canEdit: boolean;
  onEnd: (ending: { id: number; name: string }) => void;
};

/** What is taken off list prices, and how the commitments for it stand. */
export function DiscountsPanel({ discounts, canEdit, onEnd }: DiscountsPanelProps) {
  return (
    <CardsPanel
      title={t("Discounts and commitments")}
      subtitle={t("Off list prices, never off a contract; costs already stored stay as they are")}
      explain={{
        formula: t("price = list × (1 − first) × (1 − second) …, rounded once"),
        note: t(
          "Projected: spent so far by the share of the period that has passed. What would be paid unused is the commitment less that. A discount beyond a commitment is in no price: it depends on all that was used before.",
        ),
      }}
      csvHref="/api/v1/discounts?format=csv"
      query={discounts}
      countOf={(data) => data.discounts.length}
      empty={{
        title: t("No discounts yet"),
        hint: canEdit
          ? t("Add what was agreed with a provider, with or without a commitment.")
          : t("Finance or an admin can add them."),
      }}
    >
      {(data) =>
        data.discounts.map((discount) => (
          <DiscountCard
            key={discount.id}
            {...{ discount, canEdit, onEnd }}
            asOf={data.as_of}
            standing={data.commitments.find(({ discount_id }) => discount_id === discount.id) ?? null}
          />
        ))
      }
    </CardsPanel>
  );
}

type DiscountCardProps = Pick<DiscountsPanelProps, "canEdit" | "onEnd"> & {
  discount: Discount;
  standing: Commitment | null;
  asOf: string;
};

function DiscountCard({ discount, standing, asOf, canEdit, onEnd }: DiscountCardProps) {
  const { tz } = useReport();
  const { id, name, percent, buckets, position, commit, valid_to } = discount;
  const off = buckets.map((bucket) => t(BUCKET_LABELS[bucket]).toLowerCase()).join(", ") || t("everything");
  return (
    <li className={cards.card}>
      <div className={cards.cardHead}>
        <h3 className={cards.name}>{name}</h3>
        <span className={cards.muted}>{describeServed(discount)}</span>
      </div>
      <p className={cards.standing}>
        {commit?.applies === "after"
          ? t("{percent} % off {off} beyond the commitment", { percent, off })
          : t("{percent} % off {off}", { percent, off })}
      </p>
      {commit && standing && <Standing standing={standing} asOf={asOf} />}
      {commit && !standing && (
        <p className={cards.muted}>
          {t("{amount} for each {period, select, month {month} quarter {quarter} other {year}}; not running now", {
            amount: displayUsd(commit.amount_usd),
            period: commit.period,
          })}
        </p>
      )}
      <p className={cards.muted}>
        {t("Position {position}", { position })} · {describeValidity(discount, tz)} · {discount.reason}
      </p>
      {canEdit && valid_to === null && <EndButton name={name} onEnd={() => onEnd({ id, name })} />}
    </li>
  );
}

function Standing({ standing, asOf }: { standing: Commitment; asOf: string }) {
  const { tz } = useReport();
  const { commit_usd, spent_usd, projected_usd, from, to } = standing;
  const { text, tone } = describeCommitment(standing);
  const passed = (Date.parse(asOf) - Date.parse(from)) / (Date.parse(to) - Date.parse(from));
  const even = (Number(commit_usd) * Math.min(1, Math.max(0, passed))).toFixed(6);
  return (
    <>
      <p className={cards.standing} data-tone={tone}>
        {text}
      </p>
      {spent_usd !== null && (
        <BudgetBar
          amount={commit_usd}
          currency="USD"
          status={{ spent: spent_usd, even, projected: projected_usd }}
          tone={tone}
        />
      )}
      <p className={cards.muted}>
        {t("{spent} of {commit}, {from} to {to}", {
          spent: displayUsd(spent_usd),
          commit: displayUsd(commit_usd),
          from: formatInstant(from, tz, "minute"),
          to: formatInstant(to, tz, "minute"),
        })}
      </p>
    </>
  );
}
