import { describeCalendar } from "./describe-calendar";
import type { Price } from "./price";

type Conditions = Pick<Price, "serviceTier" | "region" | "contextAboveTokens" | "outputAboveTokens" | "calendar">;

/** When a price applies, a part for each condition, such as "service tier batch"; none where it does always. */
export function describeConditions(price: Conditions): string[] {
  const { serviceTier, region, contextAboveTokens, outputAboveTokens, calendar } = price;
  return [
    serviceTier === null ? null : `service tier ${serviceTier}`,
    region === null ? null : `region ${region}`,
    contextAboveTokens === 0 ? null : `input over ${contextAboveTokens.toLocaleString("en-US")} tokens`,
    outputAboveTokens === 0 ? null : `output over ${outputAboveTokens.toLocaleString("en-US")} tokens`,
    calendar && describeCalendar(calendar),
  ].filter((condition) => condition !== null);
}
