import { AppError } from "@/lib/contract/error";
import { MONEY_KINDS, type RuleKind } from "@/lib/domain/alerts/rule-kinds";
import { t } from "@/lib/messages/translate";
import type { Caller } from "../caller";

/** Lets in whoever may change rules of these kinds: alerts:write may all, budgets:write those about money. FORBIDDEN otherwise. */
export function requireRuleScope({ scopes }: Caller, kinds: readonly RuleKind[]): void {
  if (scopes.includes("alerts:write")) return;
  const isMoney = kinds.length > 0 && kinds.every((kind) => MONEY_KINDS.includes(kind));
  if (isMoney && scopes.includes("budgets:write")) return;
  throw new AppError(
    "FORBIDDEN",
    isMoney
      ? t("This needs the scope alerts:write or budgets:write")
      : t("This needs the scope {scope}", { scope: "alerts:write" }),
  );
}
