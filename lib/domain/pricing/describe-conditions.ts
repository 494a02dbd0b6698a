import { message, t } from "@/lib/messages/translate";
import type { Translate } from "../in-english";
import { describeCalendar } from "./describe-calendar";
import type { Price } from "./price";

type Conditions = Pick<
  Price,
  "serviceTier" | "region" | "contextAboveTokens" | "outputAboveTokens" | "calendar" | "standing"
>;

/** When a price is the one that counts, each condition in words; none of one that always applies. */
export function describeConditions(price: Conditions, translate: Translate = t): string[] {
  const { standing, serviceTier, region, contextAboveTokens, outputAboveTokens, calendar } = price;
  return [
    standing === "contract" ? translate(message("by contract")) : null,
    serviceTier === null ? null : translate(message("service tier {tier}", { tier: serviceTier })),
    region === null ? null : translate(message("region {region}", { region })),
    contextAboveTokens === 0
      ? null
      : translate(message("input over {tokens, number} tokens", { tokens: contextAboveTokens })),
    outputAboveTokens === 0
      ? null
      : translate(message("output over {tokens, number} tokens", { tokens: outputAboveTokens })),
    calendar && describeCalendar(calendar, translate),
  ].filter((condition) => condition !== null);
}
