"use client";

import { IconBookmarks } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { t } from "@/lib/messages/translate";
import classes from "./views.module.css";

// Each is loaded when it is first wanted: the menu stands on every screen.
const ViewsPanel = dynamic(() => import("./views-panel").then((module) => module.ViewsPanel), { ssr: false });
const SaveViewDialog = dynamic(() => import("./save-view-dialog").then((module) => module.SaveViewDialog), {
  ssr: false,
});
const ViewsDialog = dynamic(() => import("./views-dialog").then((module) => module.ViewsDialog), { ssr: false });

/** The saved views: to open one, to save what is shown, and to change them. */
export function ViewsMenu() {
  const [dialog, setDialog] = useState<"save" | "manage" | null>(null);
  return (
    <>
      <Popover
        label={t("Saved views")}
        align="end"
        width={300}
        trigger={(tie) => (
          <Button
            variant="default"
            aria-label={t("Saved views")}
            leftSection={<IconBookmarks size={15} aria-hidden />}
            {...tie}
          >
            <span className={classes.wide}>{t("Views")}</span>
          </Button>
        )}
      >
        {(close) => (
          <ViewsPanel
            onOpen={close}
            onAsk={(asked) => {
              close();
              setDialog(asked);
            }}
          />
        )}
      </Popover>
      {dialog === "save" && <SaveViewDialog onClose={() => setDialog(null)} />}
      {dialog === "manage" && <ViewsDialog onClose={() => setDialog(null)} />}
    </>
  );
}
