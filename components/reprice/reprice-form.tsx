"use client";

import { useId, useState } from "react";
import { useShell } from "@/components/shell/shell-context";
import { Button } from "@/components/ui/button";
import type { ClosedSpan } from "@/lib/contract/reprice";
import { type Message, message, t } from "@/lib/messages/translate";
import classes from "./reprice.module.css";
import { type DraftField, draftProblems, type RepriceDraft } from "./reprice-draft";

const LABELS: Record<DraftField, Message> = {
  from: message("First day (UTC)"),
  to: message("Last day (UTC)"),
  models: message("Models"),
  providers: message("Providers"),
  apps: message("Apps"),
};
const NAMES = { models: "model", providers: "provider", apps: "app" } as const;

type Props = {
  draft: RepriceDraft;
  closed: readonly ClosedSpan[];
  isLooking: boolean;
  onChange: (draft: RepriceDraft) => void;
  onLook: () => void;
};

/** Which attempts are priced anew. */
export function RepriceForm({ draft, closed, isLooking, onChange, onLook }: Props) {
  const id = useId();
  const { dimensions } = useShell();
  const [isTried, setTried] = useState(false);
  const problems = draftProblems(draft, closed);
  const field = (name: DraftField, extra: React.ComponentProps<"input">) => {
    const problem = isTried ? problems[name] : undefined;
    return (
      <div className={classes.field}>
        <label htmlFor={`${id}-${name}`}>{t(LABELS[name])}</label>
        <input
          id={`${id}-${name}`}
          value={draft[name]}
          autoComplete="off"
          aria-invalid={problem !== undefined}
          aria-describedby={problem && `${id}-${name}-problem`}
          onChange={(event) => onChange({ ...draft, [name]: event.currentTarget.value })}
          {...extra}
        />
        {problem && (
          <span id={`${id}-${name}-problem`} className={classes.problem}>
            {problem}
          </span>
        )}
      </div>
    );
  };
  const names = (name: keyof typeof NAMES) =>
    field(name, { placeholder: t("All, or one, another"), list: `${id}-${name}-names` });
  return (
    <form
      noValidate
      aria-label={t("Range to re-price")}
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (Object.keys(problems).length === 0) onLook();
      }}
    >
      {field("from", { type: "date" })}
      {field("to", { type: "date" })}
      {names("models")}
      {names("providers")}
      {names("apps")}
      {Object.entries(NAMES).map(([name, dimension]) => (
        <datalist key={name} id={`${id}-${name}-names`}>
          {dimensions[dimension].map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      ))}
      <Button type="submit" loading={isLooking}>
        {t("Show the difference")}
      </Button>
    </form>
  );
}
