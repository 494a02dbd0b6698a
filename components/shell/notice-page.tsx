import type { ReactNode } from "react";
import { BrandMark } from "./brand-mark";
import classes from "./notice.module.css";

/** A page that says one thing, outside the frame of the screens. */
export function NoticePage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <p className={classes.brand}>
          <BrandMark size={28} /> Switchyard
        </p>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
