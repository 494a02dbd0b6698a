"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";
import classes from "./ask-dialog.module.css";

type AskDialogProps = { title: string; onClose: () => void; children: ReactNode };

/** A question in front of the page, on the browser's own dialog: it keeps the focus, and Escape closes it. */
export function AskDialog({ title, onClose, children }: AskDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // React leaves a dialog open on its way out, and the browser would keep the page behind it inert.
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className={classes.dialog} aria-labelledby={titleId} onCancel={onClose}>
      <h2 id={titleId} className={classes.title}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
