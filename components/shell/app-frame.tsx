"use client";

import { AppShell } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { BrandMark } from "./brand-mark";
import { JumpTo } from "./jump-to";
import { MainNav, PhoneNav } from "./main-nav";
import classes from "./shell.module.css";
import { useShell } from "./shell-context";
import { UserMenu } from "./user-menu";

/** What stands around every signed-in screen. */
export function AppFrame({ children }: { children: ReactNode }) {
  const { demo } = useShell();
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 176, breakpoint: "sm", collapsed: { mobile: true } }}
      footer={{ height: { base: 58, sm: 0 } }}
      transitionDuration={0}
    >
      <a href="#main" className={classes.skip}>
        Skip to the content
      </a>
      <AppShell.Header className={classes.header}>
        <Link href="/" className={classes.brand}>
          <BrandMark />
          Switchyard
        </Link>
        {demo && (
          <span className={classes.demo}>
            <IconFlask size={14} aria-hidden />
            Simulated data
          </span>
        )}
        <span className={classes.spacer} />
        <JumpTo />
        <UserMenu />
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} component="nav" aria-label="Screens">
        <MainNav />
      </AppShell.Navbar>
      <AppShell.Main>
        <div id="main" tabIndex={-1} className={classes.main}>
          {children}
        </div>
      </AppShell.Main>
      <AppShell.Footer className={classes.bottom} component="nav" aria-label="Screens" hiddenFrom="sm">
        <PhoneNav />
      </AppShell.Footer>
    </AppShell>
  );
}
