"use client";

import { CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { rich } from "@/components/ui/rich";
import { t } from "@/lib/messages/translate";
import { callSnippets } from "./call-snippets";
import classes from "./router.module.css";

/** How an app calls models through the router: the address to set, and two programs to paste. */
export function CallPanel({ origin }: { origin: string }) {
  return (
    <Panel title={t("Call it")} subtitle={t("One address for every upstream; policies decide which one answers")}>
      <div className={classes.stack}>
        <p className={classes.help}>
          {rich(
            "The OpenAI base URL is <code>{url}</code>. The model is a tier, an alias or a model of the catalogue.",
            {
              code: (text) => <code>{text}</code>,
              url: `${origin}/v1`,
            },
          )}
        </p>
        {callSnippets(origin).map(({ label, text }) => (
          <div key={label} className={classes.stack}>
            <section
              className={classes.code}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
              tabIndex={0}
              aria-label={t("Call it with {name}", { name: label })}
            >
              <pre>{text}</pre>
            </section>
            <div>
              <CopyButton value={text}>
                {({ copied, copy }) => (
                  <Button
                    variant="default"
                    aria-label={copied ? t("Copied") : t("Copy {name}", { name: label })}
                    leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
                    onClick={copy}
                  >
                    {copied ? t("Copied") : t("Copy")}
                  </Button>
                )}
              </CopyButton>
            </div>
          </div>
        ))}
      </div>
    </Panel>
  );
}
