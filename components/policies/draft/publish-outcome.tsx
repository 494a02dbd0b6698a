import type { ReactNode } from "react";
import { Notice } from "@/components/ui/notice";
import { t } from "@/lib/messages/translate";
import type { FieldErrors } from "./field-errors";

type PublishOutcomeProps = {
  state: { status: string; message?: string };
  errors: FieldErrors;
  isPending: boolean;
  /** Said instead of how many fields need attention. */
  problem?: string | undefined;
  /** What is said where nothing is under way or wrong. */
  children: ReactNode;
};

/** That a draft is being published, or why it was not. */
export function PublishOutcome({ state, errors, isPending, problem, children }: PublishOutcomeProps) {
  const wrong = Object.keys(errors).length;
  if (isPending) return <p role="status">{t("Publishing…")}</p>;
  if (wrong > 0) {
    return (
      <Notice tone="bad" role="alert">
        {problem === undefined
          ? t("{wrong, plural, one {One field needs} other {# fields need}} attention; nothing was published.", {
              wrong,
            })
          : t("{problem}; nothing was published.", { problem })}
      </Notice>
    );
  }
  if (state.status === "refused") {
    return (
      <Notice tone="bad" role="alert">
        {state.message}
      </Notice>
    );
  }
  return children;
}
