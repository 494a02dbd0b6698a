"use client";

import type { ReactNode } from "react";
import { BrandMark, PRODUCT_NAME } from "./brand-mark";
import classes from "./notice.module.css";
import { useIsFramed } from "./shell-context";

/** A page that says one thing; it has its own main region where no frame of the screens stands around it. */
export function NoticePage({ title, children }: { title: string; children: ReactNode }) {
  const isFramed = useIsFramed();
  const Region = isFramed ? "div" : "main";
  return (
    <Region className={classes.page} data-framed={isFramed || undefined}>
      <div className={classes.card}>
        <p className={classes.brand}>
          <BrandMark size={28} /> {PRODUCT_NAME}
        </p>
        <h1>{title}</h1>
        {children}
      </div>
    </Region>
  );
}
