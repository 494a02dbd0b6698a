"use client";

import { Anchor, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { curlLine } from "./curl-line";
import classes from "./ingest.module.css";

type ConnectPanelProps = { origin: string; isAdmin: boolean };

/** How a router sends its first record. */
export function ConnectPanel({ origin, isAdmin }: ConnectPanelProps) {
  const line = curlLine(origin);
  return (
    <Panel title="Connect a router" says="One record per upstream attempt; answered once it is stored">
      <div className={classes.stack}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <section className={classes.code} tabIndex={0} aria-label="Command that sends one record">
          <pre>{line}</pre>
        </section>
        <div>
          <CopyButton value={line}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
                onClick={copy}
              >
                {copied ? "Copied" : "Copy command"}
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
          Send arrays of up to 10,000 records, or NDJSON, optionally compressed with gzip; the same id twice is stored
          once. Prompts and answers are refused. Every field is described in{" "}
          <Anchor inherit underline="always" href="/api/openapi.json">
            openapi.json
          </Anchor>
          .
        </p>
      </div>
    </Panel>
  );
}
