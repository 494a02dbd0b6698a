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
  if (pico === null) return `No price for ${nameOf(kind)}`;
  if (isFee) return kind === "attempts" ? "Fee for the call" : `Fee for each of ${nameOf(kind)}`;
  const own = kind === chargedAs ? `Price of ${nameOf(kind)}` : `No price of its own: charged as ${nameOf(chargedAs)}`;
  if (aboveTokens === null) return own;
  return `${own}, the part ${aboveTokens === 0 ? "up to the first step" : `above ${aboveTokens.toLocaleString("en-US")} tokens`}`;
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
  return ` (list ${[`${formatUsd(pico)} ${currency}`, ...rules.map(({ offPpm, name }) => `${percentText(offPpm)} % rule '${name}'`)].join(" − ")})`;
}

function conditionsOf(price: Price): string {
  const conditions = describeConditions(price);
  return conditions.length === 0 ? "" : ` (${conditions.join("; ")})`;
}

/** `cachedInput` as "cached input". */
function nameOf(kind: Charge["kind"]): string {
  return kind.replace(/[A-Z]|1h/g, (part) => ` ${part.toLowerCase()}`);
}
