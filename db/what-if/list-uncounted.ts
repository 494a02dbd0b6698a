import type { WhatIf } from "@/lib/contract/what-if";
import { lotOf, matches } from "@/lib/domain/what-if/lots";
import { contextOf } from "@/lib/domain/what-if/plan-cut";
import { t } from "@/lib/messages/translate";
import type { ReplyInput } from "./reply-input";

/** What is in the recorded cost as it was, or in neither cost, and why. */
export function listUncounted(input: ReplyInput): WhatIf["not_counted"] {
  const { totals, changes, result, cut } = input;
  const unpriced = totals.attempts - totals.priced;
  const list = [{ text: t("Attempts without a cost are in neither sum."), attempts: unpriced }];
  for (const step of result.steps) {
    const change = changes[step.place];
    if (change && step.unpriced > 0) list.push({ text: whyUnpriced(change), attempts: step.unpriced });
  }
  for (const change of changes) {
    if (change.kind !== "model" || change.share === 0) continue;
    const context = contextOf(change.to);
    if (context === null) continue;
    const beyond = countBeyond(input, change.where, { ...change.to, context });
    if (beyond === 0) continue;
    const { attempts } = input.read.looked;
    list.push({
      text: t(
        "Need more than the {tokens} tokens that {model} takes, of {attempts} attempts looked at; they are counted all the same.",
        {
          tokens: context.toLocaleString("en-US"),
          model: change.to.model,
          attempts: attempts.toLocaleString("en-US"),
        },
      ),
      attempts: beyond,
    });
  }
  if (cut.isGraduated) {
    list.push({ text: t("Graduated prices are counted at their first step."), attempts: 0 });
  }
  return list.filter(({ attempts }, place) => attempts > 0 || (place > 0 && cut.isGraduated));
}

function whyUnpriced(change: ReplyInput["changes"][number]): string {
  if (change.kind === "model") {
    return t("There is no price of {model} at {provider} for these at their time: they stay as they were.", {
      model: change.to.model,
      provider: change.to.provider,
    });
  }
  if (change.kind === "cache" && change.mode === "on" && change.hitShare === null) {
    return t(
      "No traffic of the same model elsewhere says what share is read from a cache, or there is no price to split the cost by: they stay as they were.",
    );
  }
  return t("There is no price at their time to split the cost by: they stay as they were.");
}

function countBeyond(
  { read, cut }: ReplyInput,
  where: Parameters<typeof matches>[1],
  to: { model: string; provider: string; context: number },
): number {
  const place = cut.limits.indexOf(to.context);
  return read.looked.groups.reduce((sum, group) => {
    const { model = "", provider = "" } = group.names;
    if (model === to.model && provider === to.provider) return sum;
    const lot = lotOf({
      ...{
        names: { ...group.names, model, provider },
        from: 0,
        to: 0,
        inputTokens: null,
        attempts: 0,
        answered: 0,
        pico: 0n,
      },
      tokens: { uncachedInput: 0, cachedInput: 0, cacheWrite: 0, output: 0, reasoning: 0 },
    });
    return matches(lot, where) ? sum + (group.beyond[place] ?? 0) : sum;
  }, 0);
}
