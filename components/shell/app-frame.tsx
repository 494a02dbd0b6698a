"use client";

import { IconFlask } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { START_PATH } from "@/lib/domain/views/screen-address";
import { t } from "@/lib/messages/translate";
import { BrandMark, PRODUCT_NAME } from "./brand-mark";
import { ConfirmProvider } from "./confirm-context";
import { JumpTo } from "./jump-to";
import { MainNav, PhoneNav } from "./main-nav";
import { MainRegion } from "./main-region";
import classes from "./shell.module.css";
import { useShell } from "./shell-context";
import { UserMenu } from "./user-menu";

type AppFrameProps = {
  /** What of other folders stands in the head. */
  tools: ReactNode;
  children: ReactNode;
};

/** What stands around every signed-in screen. */
export function AppFrame({ tools, children }: AppFrameProps) {
  const { demo } = useShell();
  return (
    <div className={classes.frame}>
      <a href="#main" className={classes.skip}>
        {t("Skip to the content")}
      </a>
      <header className={classes.header}>
        <Link href={START_PATH} prefetch={false} className={classes.brand}>
          <BrandMark />
          {PRODUCT_NAME}
        </Link>
        {demo && (
          <span className={classes.demo}>
            <IconFlask size={14} aria-hidden />
            {t("Simulated data")}
          </span>
        )}
        <span className={classes.spacer} />
        <JumpTo />
        {tools}
        <UserMenu />
      </header>
      <nav className={classes.navbar} aria-label={t("Screens")}>
        <MainNav />
      </nav>
      <MainRegion>
        <ConfirmProvider>{children}</ConfirmProvider>
      </MainRegion>
      <nav className={classes.bottom} aria-label={t("Screens on a phone")}>
        <PhoneNav />
      </nav>
    </div>
  );
}
