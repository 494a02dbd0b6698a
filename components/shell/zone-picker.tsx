"use client";

import { useId, useState } from "react";
import classes from "@/components/ui/popover.module.css";
import { t } from "@/lib/messages/translate";
import { useReport } from "./use-report";
import { zoneCookie } from "./zone-cookie";
import { zoneNamed } from "./zone-name";

const COMMON = [
  "UTC",
  "Asia/Shanghai",
  "Asia/Singapore",
  "Asia/Kolkata",
  "Europe/Berlin",
  "America/New_York",
  "America/Los_Angeles",
];

/** The zone whose days and hours every number and axis is in: one of a list, or any that is typed. The browser remembers it. */
export function ZonePicker() {
  const { tz, change } = useReport();
  const listId = useId();
  const [zones, setZones] = useState(COMMON);
  const [typed, setTyped] = useState<string | null>(null);
  const isUnknown = typed !== null && typed !== "" && zoneNamed(typed, zones) === null;

  function choose(zone: string) {
    // biome-ignore lint/suspicious/noDocumentCookie: not every browser has a CookieStore, and the server draws in this zone
    document.cookie = zoneCookie(zone);
    if (zone !== tz) change({ tz: zone });
    setTyped(null);
  }

  function settle() {
    const zone = typed === null ? null : zoneNamed(typed, zones);
    if (zone === null) setTyped(null);
    else choose(zone);
  }

  return (
    <>
      <input
        className={classes.input}
        aria-label={t("Report time zone")}
        title={t("Report time zone: choose, or type any IANA zone")}
        list={listId}
        spellCheck={false}
        value={typed ?? tz}
        aria-invalid={isUnknown}
        // Some four hundred names, which server and browser know differently: only once somebody looks.
        onFocus={(event) => {
          event.currentTarget.select();
          setZones((now) => (now === COMMON ? [...new Set([...COMMON, ...Intl.supportedValuesOf("timeZone")])] : now));
        }}
        onChange={(event) => {
          const { value } = event.currentTarget;
          // What is picked from the list comes whole.
          if (zones.includes(value)) choose(value);
          else setTyped(value);
        }}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === "Enter") settle();
          if (event.key === "Escape") setTyped(null);
        }}
      />
      <datalist id={listId}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
