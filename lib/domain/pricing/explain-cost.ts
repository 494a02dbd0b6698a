import { t } from "@/lib/messages/translate";
import { CHARGE_KIND_NAMES } from "./charge-kind-names";
import { chargingOf } from "./charging";
import { BILLING_RULES, type ChargedUse, chargedSum } from "./cost";
import { describeConditions } from "./describe-conditions";
import { discountBucket } from "./discount-bucket";
import { percentText, rulesOfBucket } from "./discount-rule";
import { type Charge, listCharges, listFees } from "./list-charges";
import type { Price } from "./price";
import { formatUsd } from "./usd";

/** One line of a cost: what was used, what is asked for it, what it comes to in 10⁻²⁴ of the currency, and by which rule. */
export type CostLine = Pick<Charge, "kind" | "quantity" | "pico" | "isFee"> & { sum: bigint; rule: string };

/** The lines whose sum, rounded once, is the cost of a use. None where its outcome is charged nothing. */
export function explainCost(price: Price, { outcome, usage, parts }: ChargedUse): CostLine[] {
  const rule = BILLING_RULES[outcome];
  if (rule === "nothing") return [];
  const withOutput = rule === "usage";
  const { charges } = usage ? listCharges(price, { usage, parts, withOutput }) : listFees(price, parts, withOutput);
  return charges.map((charge) => ({
    ...charge,
    sum: chargedSum(charge),
    rule: `${ruleOf(charge)}${discountOf(price, charge)}${charge.isFee ? "" : conditionsOf(price)}`,
  }));
}

function ruleOf({ kind, chargedAs, pico, isFee, aboveTokens }: Charge): string {
  if (pico === null) return t("No price for {kind}", { kind: t(CHARGE_KIND_NAMES[kind]) });
  if (isFee)
    return kind === "attempts"
      ? t("Fee for the call")
      : t("Fee for each of {kind}", { kind: t(CHARGE_KIND_NAMES[kind]) });
  const own =
    kind === chargedAs
      ? t("Price of {kind}", { kind: t(CHARGE_KIND_NAMES[kind]) })
      : t("No price of its own: charged as {kind}", { kind: t(CHARGE_KIND_NAMES[chargedAs]) });
  if (aboveTokens === null) return own;
  return aboveTokens === 0
    ? t("{price}, the part up to the first step", { price: own })
    : t("{price}, the part above {tokens, number} tokens", { price: own, tokens: aboveTokens });
}

/** " (list 2.5 USD − 12 % rule 'ACME EDP')" where rules took their part of it. */
function discountOf({ discount, currency }: Price, { kind, isFee, aboveTokens }: Charge): string {
  const rules = discount ? rulesOfBucket(discount.rules, discountBucket(kind, isFee)) : [];
  if (!discount || rules.length === 0) return "";
  const { rates, bands, fees } = chargingOf(discount.list);
  const own = aboveTokens === null ? rates : bands.find((band) => band.aboveTokens === aboveTokens)?.rates;
  const all = [...Object.entries(own ?? rates), ...fees.map((fee) => [fee.chargedAs, fee] as const)];
  const pico = all.find(([name]) => name === kind)?.[1].pico ?? null;
  if (pico === null) return "";
  const parts = [
    `${formatUsd(pico)} ${currency}`,
    ...rules.map(({ offPpm, name }) =>
      t("{percent} % rule {name}", { percent: percentText(offPpm), name: `'${name}'` }),
    ),
  ];
  return t(" (list {price})", { price: parts.join(" − ") });
}

function conditionsOf(price: Price): string {
  const conditions = describeConditions(price);
  return conditions.length === 0 ? "" : ` (${conditions.join("; ")})`;
}
