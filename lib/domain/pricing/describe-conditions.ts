import { describeCalendar } from "./describe-calendar";
import type { Price } from "./price";

type Conditions = Pick<
  Price,
  "serviceTier" | "region" | "contextAboveTokens" | "outputAboveTokens" | "calendar" | "standing"
>;

/** When a price is the one that counts, each condition in words; none of one that always applies. */
export function describeConditions(price: Conditions): string[] {
  const { standing, serviceTier, region, contextAboveTokens, outputAboveTokens, calendar } = price;
  return [
    standing === "contract" ? "by contract" : null,
    serviceTier === null ? null : `service tier ${serviceTier}`,
    region === null ? null : `region ${region}`,
    contextAboveTokens === 0 ? null : `input over ${contextAboveTokens.toLocaleString("en-US")} tokens`,
    outputAboveTokens === 0 ? null : `output over ${outputAboveTokens.toLocaleString("en-US")} tokens`,
    calendar && describeCalendar(calendar),
  ].filter((condition) => condition !== null);
}
