"use client";

import { useMantineColorScheme } from "@mantine/core";
import { IconLogout, IconShieldLock, IconUserCircle } from "@tabler/icons-react";
import Link from "next/link";
import { IconButton } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import classes from "@/components/ui/popover.module.css";
import { Segmented } from "@/components/ui/segmented";
import { message, t } from "@/lib/messages/translate";
import { LanguageSwitch } from "./language-switch";
import { useShell } from "./shell-context";

const ROLE_LABELS = { viewer: message("Viewer"), finance: message("Finance"), admin: message("Admin") };
const SCHEMES = [
  { value: "auto", label: message("System") },
  { value: "light", label: message("Light") },
  { value: "dark", label: message("Dark") },
] as const;

async function signOut() {
  await fetch("/api/auth/sign-out", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
  // A full load, so that nothing this person saw stays in memory.
  window.location.assign("/sign-in");
}

/** Who is signed in, the colour scheme, and the way out. */
export function UserMenu() {
  const { user } = useShell();
  return (
    <Popover
      label={t("Account")}
      align="end"
      width={250}
      trigger={(tie) => (
        <IconButton size="md" label={t("Account of {name}", { name: user.name })} {...tie}>
          <IconUserCircle size={22} stroke={1.6} />
        </IconButton>
      )}
    >
      {() => (
        <>
          <p className={classes.title}>{user.name}</p>
          <p className={classes.note}>
            {user.email} · {t(ROLE_LABELS[user.role])}
          </p>
          <hr />
          <p className={classes.note}>{t("Appearance")}</p>
          <SchemeSwitch />
          <p className={classes.note}>{t("Language")}</p>
          <LanguageSwitch />
          <hr />
          <Link href="/account" className={classes.item}>
            <IconShieldLock size={16} aria-hidden /> {t("Your account")}
          </Link>
          <button type="button" className={classes.item} onClick={signOut}>
            <IconLogout size={16} aria-hidden /> {t("Sign out")}
          </button>
        </>
      )}
    </Popover>
  );
}

function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return <Segmented label={t("Colour scheme")} options={SCHEMES} value={colorScheme} onChange={setColorScheme} />;
}
