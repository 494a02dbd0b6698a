"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { BudgetBar } from "@/components/budgets/budget-bar";
import cards from "@/components/budgets/budgets.module.css";
import { useReport } from "@/components/shell/use-report";
import type { Commitment, Discount, Discounts } from "@/lib/contract/discounts";
import { displayUsd, formatInstant } from "@/lib/domain/format";
import { CardsPanel, EndButton } from "./cards-panel";
import { BUCKET_LABELS, describeCommitment, describeServed } from "./describe-capacity";

type DiscountsPanelProps = {
  discounts: UseQueryResult<Discounts>;
  canEdit: boolean;
  onEnd: (ending: { id: number; name: string }) => void;
};

/** What is taken off list prices, and how the commitments for it stand. */
export function DiscountsPanel({ discounts, canEdit, onEnd }: DiscountsPanelProps) {
  return (
    <CardsPanel
      title="Discounts and commitments"
      subtitle="Off list prices, never off a contract; costs already stored stay as they are"
      explain={{
        formula: "price = list × (1 − first) × (1 − second) …, rounded once",
        note: "Projected: spent so far by the share of the period that has passed. What would be paid unused is the commitment less that. A discount beyond a commitment is in no price: it depends on all that was used before.",
      }}
      csvHref="/api/v1/discounts?format=csv"
      query={discounts}
      countOf={(data) => data.discounts.length}
      empty={{
        title: "No discounts yet",
        hint: canEdit
          ? "Add what was agreed with a provider, with or without a commitment."
          : "Finance or an admin can add them.",
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
  const { id, name, percent, buckets, position, commit, valid_from, valid_to } = discount;
  const off = buckets.map((bucket) => BUCKET_LABELS[bucket].toLowerCase()).join(", ") || "everything";
  const beyond = commit?.applies === "after" ? " beyond the commitment" : "";
  const until = valid_to && ` until ${formatInstant(valid_to, tz, "minute")}`;
  return (
    <li className={cards.card}>
      <div className={cards.cardHead}>
        <h3 className={cards.name}>{name}</h3>
        <span className={cards.muted}>{describeServed(discount)}</span>
      </div>
      <p className={cards.standing}>
        {percent} % off {off}
        {beyond}
      </p>
      {commit && standing && <Standing standing={standing} asOf={asOf} />}
      {commit && !standing && (
        <p className={cards.muted}>
          {displayUsd(commit.amount_usd)} for each {commit.period}; not running now
        </p>
      )}
      <p className={cards.muted}>
        Position {position} · from {formatInstant(valid_from, tz, "minute")}
        {until} · {discount.reason}
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
        {displayUsd(spent_usd)} of {displayUsd(commit_usd)}, {formatInstant(from, tz, "minute")} to{" "}
        {formatInstant(to, tz, "minute")}
      </p>
    </>
  );
}
