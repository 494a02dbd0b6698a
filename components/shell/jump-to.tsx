"use client";

import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { rich } from "@/components/ui/rich";
import { t } from "@/lib/messages/translate";
import classes from "./shell.module.css";

const JumpDialog = dynamic(() => import("./jump-dialog").then((module) => module.JumpDialog), { ssr: false });

/** Ctrl-K (or ⌘K): type to jump to a screen, a view or a model. The dialog is loaded when it is first wanted. */
export function JumpTo() {
  const [asked, setAsked] = useState(0);
  const ask = () => setAsked((count) => count + 1);
  useHotkeys([["mod+K", ask]]);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconSearch size={15} aria-hidden />}
        aria-label={t("Jump to a screen, view or model")}
        onClick={ask}
      >
        <span className={classes.wideOnly}>
          {rich("Jump to <key>Ctrl K</key>", { key: (text) => <kbd>{text}</kbd> })}
        </span>
      </Button>
      {asked > 0 && <JumpDialog asked={asked} />}
    </>
  );
}
