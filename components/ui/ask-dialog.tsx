"use client";

import { type ReactNode, useId, useLayoutEffect, useRef, useState } from "react";
import { t } from "@/lib/messages/translate";
import classes from "./ask-dialog.module.css";
import { Button } from "./button";
import { Notice } from "./notice";

type AskDialogProps = {
  title: string;
  /** For a table. */
  wide?: boolean;
  /** Something was typed that closing takes away: Escape asks first. */
  isDirty?: boolean;
  onClose: () => void;
  children: ReactNode;
};

/** A question in front of the page, on the browser's own dialog: it keeps the focus and gives it back, and Escape closes it. */
export function AskDialog({ title, wide = false, isDirty = false, onClose, children }: AskDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [isAsking, setAsking] = useState(false);
  // A layout effect, because closed after it left the page a dialog gives no focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // React leaves a dialog open on its way out, and the browser would keep the page behind it inert.
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      data-wide={wide || undefined}
      aria-labelledby={titleId}
      onCancel={(event) => {
        if (!isDirty || isAsking) return onClose();
        event.preventDefault();
        setAsking(true);
      }}
    >
      <h2 id={titleId} className={classes.title}>
        {title}
      </h2>
      {children}
      {isAsking && isDirty && (
        <Notice tone="warn" role="alert" as="div" className={classes.unsaved}>
          {t("What you typed is not saved.")}
          <Button variant="default" onClick={() => setAsking(false)} autoFocus>
            {t("Go on editing")}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t("Discard it")}
          </Button>
        </Notice>
      )}
    </dialog>
  );
}
