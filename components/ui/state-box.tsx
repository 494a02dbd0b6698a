import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { ApiError } from "@/lib/client/api-error";
import { t } from "@/lib/messages/translate";
import classes from "./ui.module.css";

/** Nothing to show: what is missing and what to do next. */
export function EmptyBox({ title, hint, height }: { title: string; hint: ReactNode; height?: number }) {
  return (
    <div className={classes.state} style={{ minHeight: height }}>
      <strong>{title}</strong>
      <span>{hint}</span>
    </div>
  );
}

type FailedBoxProps = { error: unknown; onRetry: () => void; retrying?: boolean; height?: number };

/** It failed: why, and another try where that may help. */
export function FailedBox({ error, onRetry, retrying = false, height }: FailedBoxProps) {
  return (
    <div className={classes.state} style={{ minHeight: height }} role="alert">
      <strong>{isRefused(error) ? t("This cannot be shown") : t("Could not load this")}</strong>
      <span>{error instanceof Error ? error.message : t("The server did not answer")}</span>
      {!isRefused(error) && (
        <Button variant="default" onClick={onRetry} loading={retrying}>
          {t("Try again")}
        </Button>
      )}
    </div>
  );
}

/** Whether the question itself was refused: asked again, the answer is the same. */
function isRefused(error: unknown): boolean {
  return error instanceof ApiError && (error.code === "UNPROCESSABLE" || error.code === "INVALID");
}
