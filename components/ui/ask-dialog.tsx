"use client";

import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import classes from "./ask-dialog.module.css";

type AskDialogProps = {
  title: string;
  /** For a table. */
  wide?: boolean;
  onClose: () => void;
  children: ReactNode;
};

/** A question in front of the page, on the browser's own dialog: it keeps the focus and gives it back, and Escape closes it. */
export function AskDialog({ title, wide = false, onClose, children }: AskDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
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
      onCancel={onClose}
    >
      <h2 id={titleId} className={classes.title}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
