import type { ReactNode } from "react";
import classes from "./notice.module.css";

type NoticeProps = {
  tone?: "good" | "warn" | "bad";
  /** How it is read out; none where a live region around it does. */
  role?: "alert" | "status";
  /** A block where more than a sentence stands in it. */
  as?: "p" | "div";
  /** Keeps what follows apart, where no grid does. */
  spaced?: boolean;
  className?: string | undefined;
  children: ReactNode;
};

/** A sentence in a box that somebody should not miss. */
export function Notice({ tone, role, as: Tag = "p", spaced = false, className = "", children }: NoticeProps) {
  const names = [classes.notice, spaced && classes.spaced, className].filter(Boolean).join(" ");
  return (
    <Tag role={role} className={names} data-tone={tone}>
      {children}
    </Tag>
  );
}
