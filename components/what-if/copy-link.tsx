"use client";

import { IconCheck, IconLink } from "@tabler/icons-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/messages/translate";

/** Copies the address of what is on screen; where the browser refuses, it says where to find it. */
export function CopyLink() {
  const [state, setState] = useState<"ready" | "copied" | "refused">("ready");

  async function copy() {
    try {
      await navigator.clipboard.writeText(window.location.href);
      setState("copied");
    } catch {
      setState("refused");
    }
  }

  return (
    <>
      <Button
        variant="default"
        leftSection={state === "copied" ? <IconCheck size={14} aria-hidden /> : <IconLink size={14} aria-hidden />}
        onClick={() => void copy()}
        onBlur={() => setState("ready")}
      >
        {t("Copy link")}
      </Button>
      <span role="status">
        {state === "copied" && t("Copied")}
        {state === "refused" && t("Copy it from the address bar")}
      </span>
    </>
  );
}
