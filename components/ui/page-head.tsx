import type { ReactNode } from "react";
import classes from "./ui.module.css";

type PageHeadProps = { title: ReactNode; lead?: ReactNode; actions?: ReactNode };

/** The name of a screen, what it answers, and what can be done on it. */
export function PageHead({ title, lead, actions }: PageHeadProps) {
  return (
    <div className={classes.pageHead}>
      <h1>{title}</h1>
      {lead && <p className={classes.lead}>{lead}</p>}
      {actions && <div className={classes.pageActions}>{actions}</div>}
    </div>
  );
}
