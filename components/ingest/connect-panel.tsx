"use client";

import { Anchor, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import classes from "./ingest.module.css";
import { type SnippetFiles, sourcesOf } from "./sources";

type ConnectPanelProps = { origin: string; isAdmin: boolean; files: SnippetFiles };

/** How a router, or what it logs with already, sends its records. */
export function ConnectPanel({ origin, isAdmin, files }: ConnectPanelProps) {
  const sources = sourcesOf(origin, files);
  const [name, setName] = useQueryState("sender", parseAsString.withDefault("curl"));
  const source = sources.find(({ value }) => value === name) ?? sources[0];
  if (!source) return null;
  return (
    <Panel
      title="Connect a router"
      subtitle="One record per upstream attempt; answered once it is stored"
      actions={<Select label="Source" hideLabel options={sources} value={source.value} onChange={setName} />}
    >
      <div className={classes.stack}>
        <p className={classes.help}>{source.subtitle}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <section className={classes.code} tabIndex={0} aria-label={`What to set for ${source.label}`}>
          <pre>{source.text}</pre>
        </section>
        <div>
          <CopyButton value={source.text}>
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
          Prompts and answers are never stored. Every address and field is described in{" "}
          <Anchor inherit underline="always" href="/api/openapi.json">
            openapi.json
          </Anchor>
          .
        </p>
      </div>
    </Panel>
  );
}
