import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Budget } from "@/lib/contract/budgets";
import { t } from "@/lib/messages/translate";
import { type BudgetDraft, draftOf } from "./budget-draft";
import classes from "./budgets.module.css";
import { FIELD_LABELS } from "./field-labels";

type StaleNoticeProps = {
  base: Budget;
  /** What it is now; null where it was deleted. */
  current: Budget | null;
  onKeep: () => void;
  onLoad: () => void;
};

/** That somebody else changed what is being edited, what they changed, and the choice between the two. */
export function StaleNotice({ base, current, onKeep, onLoad }: StaleNoticeProps) {
  if (current === null) {
    return (
      <Notice tone="bad" role="alert">
        {t("Somebody deleted this budget. Close this form to restore or add it.")}
      </Notice>
    );
  }
  return (
    <Notice tone="warn" role="alert" as="div">
      <span>{t("{user} changed this budget while you edited it:", { user: current.updated_by })}</span>
      <ul className={classes.changes}>
        {changesBetween(draftOf(base), draftOf(current)).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onKeep}>
          {t("Continue with my input")}
        </Button>
        <Button variant="default" onClick={onLoad}>
          {t("Load their version")}
        </Button>
      </div>
    </Notice>
  );
}

function changesBetween(before: BudgetDraft, after: BudgetDraft): string[] {
  return Object.entries(FIELD_LABELS).flatMap(([name, label]) => {
    const [was, is] = [textOf(before, name), textOf(after, name)];
    return was === is ? [] : [`${t(label)}: ${shownText(name, was)} → ${shownText(name, is)}`];
  });
}

/** What a field holds as it is read: a choice by its name. */
function shownText(name: string, value: string): string {
  if (name === "dimension")
    return t("{dimension, select, team {team} app {app} tier {tier} model {model} key {key} other {all}}", {
      dimension: value,
    });
  if (name === "period") return t("{period, select, week {week} month {month} other {quarter}}", { period: value });
  return value || t("none");
}

function textOf(draft: BudgetDraft, name: string): string {
  return Object.entries(draft).find(([field]) => field === name)?.[1] ?? "";
}
