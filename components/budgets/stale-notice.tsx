import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Budget } from "@/lib/contract/budgets";
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
        Somebody deleted this budget. Close this form to restore or add it.
      </Notice>
    );
  }
  return (
    <Notice tone="warn" role="alert" as="div">
      <span>{current.updated_by} changed this budget while you edited it:</span>
      <ul className={classes.changes}>
        {changesBetween(draftOf(base), draftOf(current)).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onKeep}>
          Continue with my input
        </Button>
        <Button variant="default" onClick={onLoad}>
          Load their version
        </Button>
      </div>
    </Notice>
  );
}

function changesBetween(before: BudgetDraft, after: BudgetDraft): string[] {
  return Object.entries(FIELD_LABELS).flatMap(([name, label]) => {
    const [was, is] = [textOf(before, name), textOf(after, name)];
    return was === is ? [] : [`${label}: ${was || "none"} → ${is || "none"}`];
  });
}

function textOf(draft: BudgetDraft, name: string): string {
  return Object.entries(draft).find(([field]) => field === name)?.[1] ?? "";
}
