"use client";

import { Menu, UnstyledButton } from "@mantine/core";
import {
  IconArrowsSplit2,
  IconCoin,
  IconDots,
  IconGauge,
  IconHeartRateMonitor,
  IconKey,
  IconScale,
  IconSwitch2,
} from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { SCREENS, type Screen } from "./screens";
import classes from "./shell.module.css";
import { useShell } from "./shell-context";
import { useCarriedHref } from "./use-carried-href";

export const SCREEN_ICONS: Record<(typeof SCREENS)[number]["href"], typeof IconGauge> = {
  "/": IconGauge,
  "/compare": IconScale,
  "/sla": IconHeartRateMonitor,
  "/spend": IconCoin,
  "/policies": IconArrowsSplit2,
  "/failovers": IconSwitch2,
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
  const pathname = usePathname();
  const carry = useCarriedHref();
  return (
    <ul className={classes.navList}>
      {useScreens().map(({ href, label }) => {
        const Icon = SCREEN_ICONS[href];
        return (
          <li key={href}>
            <Link
              href={carry(href)}
              className={classes.navLink}
              aria-current={isCurrent(pathname, href) ? "page" : undefined}
            >
              <Icon size={18} stroke={1.7} aria-hidden />
              {label}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

const ON_PHONE = 4;

/** The same screens at a thumb's reach; what does not fit is under "More". */
export function PhoneNav() {
  const pathname = usePathname();
  const carry = useCarriedHref();
  const screens = useScreens();
  return (
    <ul className={classes.navList}>
      {screens.slice(0, ON_PHONE).map(({ href, label }) => {
        const Icon = SCREEN_ICONS[href];
        return (
          <li key={href}>
            <Link
              href={carry(href)}
              className={classes.navLink}
              aria-current={isCurrent(pathname, href) ? "page" : undefined}
            >
              <Icon size={20} stroke={1.7} aria-hidden />
              {label}
            </Link>
          </li>
        );
      })}
      <li>
        <Menu position="top-end" withinPortal>
          <Menu.Target>
            <UnstyledButton className={classes.navLink}>
              <IconDots size={20} stroke={1.7} aria-hidden />
              More
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {screens.slice(ON_PHONE).map(({ href, label }) => {
              const Icon = SCREEN_ICONS[href];
              return (
                <Menu.Item key={href} component={Link} href={carry(href)} leftSection={<Icon size={16} aria-hidden />}>
                  {label}
                </Menu.Item>
              );
            })}
          </Menu.Dropdown>
        </Menu>
      </li>
    </ul>
  );
}
