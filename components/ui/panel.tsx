import { type ReactNode, useId } from "react";
import classes from "./ui.module.css";

type PanelProps = {
  title: string;
  /** One line under the title: the window, the sample count, the method. */
  subtitle?: ReactNode;
  actions?: ReactNode;
  /** Columns of the page's twelve, on wide screens. */
  span?: 3 | 4 | 5 | 6 | 7 | 8;
  children: ReactNode;
};

/** A titled region of a screen. */
export function Panel({ title, subtitle, actions, span, children }: PanelProps) {
  const titleId = useId();
  return (
    <section className={classes.panel} aria-labelledby={titleId} data-span={span}>
      <div className={classes.panelHead}>
        <div className={classes.panelTitles}>
          <h2 className={classes.panelTitle} id={titleId}>
            {title}
          </h2>
          {subtitle && <p className={classes.subtitle}>{subtitle}</p>}
        </div>
        {actions && <div className={classes.panelActions}>{actions}</div>}
      </div>
      <div className={classes.panelBody} data-stats>
        {children}
      </div>
    </section>
  );
}

/** Twelve columns on wide screens, one on phones; panels say their span. */
export function PanelGrid({ children }: { children: ReactNode }) {
  return <div className={classes.grid}>{children}</div>;
}
