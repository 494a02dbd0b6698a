"use client";

import { Anchor, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { Panel } from "@/components/ui/panel";
import classes from "./ingest.module.css";
import { type SnippetFiles, sendersOf } from "./senders";

type ConnectPanelProps = { origin: string; isAdmin: boolean; files: SnippetFiles };

/** How a router, or what it logs with already, sends its records. */
export function ConnectPanel({ origin, isAdmin, files }: ConnectPanelProps) {
  const senders = sendersOf(origin, files);
  const [name, setName] = useQueryState("sender", parseAsString.withDefault("curl"));
  const sender = senders.find(({ value }) => value === name) ?? senders[0];
  if (!sender) return null;
  return (
    <Panel
      title="Connect a router"
      says="One record per upstream attempt; answered once it is stored"
      actions={<Choice label="Sender" hideLabel options={senders} value={sender.value} onChange={setName} />}
    >
      <div className={classes.stack}>
        <p className={classes.help}>{sender.says}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <section className={classes.code} tabIndex={0} aria-label={`What to set for ${sender.label}`}>
          <pre>{sender.text}</pre>
        </section>
        <div>
          <CopyButton value={sender.text}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
                onClick={copy}
              >
                {copied ? "Copied" : "Copy"}
              </Button>
            )}
          </CopyButton>
        </div>
        <p className={classes.help}>
          The key needs the scope <code>logs:write</code>
          {isAdmin ? (
            <>
              ;{" "}
              <Anchor component={Link} inherit underline="always" href="/access">
                create one under Access
              </Anchor>
              .
            </>
          ) : (
            "; an admin creates one under Access."
          )}{" "}
          Prompts and answers are never kept. Every address and field is described in{" "}
          <Anchor inherit underline="always" href="/api/openapi.json">
            openapi.json
          </Anchor>
          .
        </p>
      </div>
    </Panel>
  );
}
