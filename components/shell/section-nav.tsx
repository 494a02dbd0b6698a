"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { textOf } from "@/lib/messages/translate";
import classes from "./section-nav.module.css";
import type { SectionTab } from "./section-tabs";
import { useCarriedHref } from "./use-carried-href";

/** The pages of a section as links in a row, for beneath the page's title. */
export function SectionNav({ label, tabs }: { label: string; tabs: readonly SectionTab[] }) {
  const pathname = usePathname();
  const carry = useCarriedHref();
  return (
    <nav aria-label={label} className={classes.nav}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={carry(tab.href)}
          className={classes.tab}
          aria-current={pathname === tab.href ? "page" : undefined}
        >
          {textOf(tab.label)}
        </Link>
      ))}
    </nav>
  );
}
