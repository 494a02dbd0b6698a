"use client";

import {
  IconArrowsSplit2,
  IconBell,
  IconBook2,
  IconCoin,
  IconDatabaseImport,
  IconDots,
  IconGauge,
  IconHeartRateMonitor,
  IconKey,
  IconListSearch,
  IconRoute,
  IconScale,
  IconSwitch2,
  IconTags,
  IconVersions,
  IconWallet,
} from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Popover } from "@/components/ui/popover";
import popoverClasses from "@/components/ui/popover.module.css";
import { t } from "@/lib/messages/translate";
import { FiringBadge } from "./firing-badge";
import { SCREENS, type Screen } from "./screens";
import classes from "./shell.module.css";
import { useShell } from "./shell-context";
import { useCarriedHref } from "./use-carried-href";

export const SCREEN_ICONS: Record<(typeof SCREENS)[number]["href"], typeof IconGauge> = {
  "/": IconGauge,
  "/compare": IconScale,
  "/sla": IconHeartRateMonitor,
  "/spend": IconCoin,
  "/budgets": IconWallet,
  "/prices": IconTags,
  "/what-if": IconVersions,
  "/ledger": IconBook2,
  "/policies": IconArrowsSplit2,
  "/alerts": IconBell,
  "/failovers": IconSwitch2,
  "/router": IconRoute,
  "/attempts": IconListSearch,
  "/ingest": IconDatabaseImport,
  "/access": IconKey,
};

/** The screens this person may open. */
export function useScreens() {
  const { user } = useShell();
  return SCREENS.filter((screen: Screen) => screen.role === undefined || screen.role === user.role);
}

function isCurrent(pathname: string, href: string): boolean {
  if (href === "/compare" && pathname.startsWith("/models/")) return true;
  return href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
}

/** The slim list of screens at the left. */
export function MainNav() {
  return (
    <ul className={classes.navList}>
      {useScreens().map((screen) => (
        <NavItem key={screen.href} screen={screen} iconSize={18} />
      ))}
    </ul>
  );
}

type NavItemProps = { screen: ReturnType<typeof useScreens>[number]; iconSize: number };

function NavItem({ screen: { href, label }, iconSize }: NavItemProps) {
  const pathname = usePathname();
  const carry = useCarriedHref();
  const Icon = SCREEN_ICONS[href];
  return (
    <li>
      <Link
        href={carry(href)}
        className={classes.navLink}
        aria-current={isCurrent(pathname, href) ? "page" : undefined}
      >
        <Icon size={iconSize} stroke={1.7} aria-hidden />
        {t(label)}
        {href === "/alerts" && <FiringBadge />}
      </Link>
    </li>
  );
}

const ON_PHONE = 4;

/** The same screens at a thumb's reach; what does not fit is under "More". */
export function PhoneNav() {
  const carry = useCarriedHref();
  const screens = useScreens();
  return (
    <ul className={classes.navList}>
      {screens.slice(0, ON_PHONE).map((screen) => (
        <NavItem key={screen.href} screen={screen} iconSize={20} />
      ))}
      <li>
        <Popover
          label={t("More screens")}
          sheet
          align="end"
          trigger={(tie) => (
            <button type="button" className={classes.navLink} {...tie}>
              <IconDots size={20} stroke={1.7} aria-hidden />
              {t("More")}
            </button>
          )}
        >
          {(close) =>
            screens.slice(ON_PHONE).map(({ href, label }) => {
              const Icon = SCREEN_ICONS[href];
              return (
                <Link key={href} href={carry(href)} className={popoverClasses.item} onClick={close}>
                  <Icon size={16} aria-hidden /> {t(label)} {href === "/alerts" && <FiringBadge />}
                </Link>
              );
            })
          }
        </Popover>
      </li>
    </ul>
  );
}
