"use client";

import { Anchor, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { rich } from "@/components/ui/rich";
import { Select } from "@/components/ui/select";
import { t } from "@/lib/messages/translate";
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
      title={t("Connect a router")}
      subtitle={t("One record per upstream attempt; answered once it is stored")}
      actions={<Select label={t("Source")} hideLabel options={sources} value={source.value} onChange={setName} />}
    >
      <div className={classes.stack}>
        <p className={classes.help}>{source.subtitle}</p>
        <section
          className={classes.code}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={t("What to set for {label}", { label: source.label })}
        >
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
                {copied ? t("Copied") : t("Copy")}
              </Button>
            )}
          </CopyButton>
        </div>
        <p className={classes.help}>
          {isAdmin
            ? rich("The key needs the scope <code>logs:write</code>; <link>create one under {access}</link>.", {
                code: (text) => <code>{text}</code>,
                link: (text) => (
                  <Anchor component={Link} inherit underline="always" href="/access">
                    {text}
                  </Anchor>
                ),
                access: t("Access"),
              })
            : rich("The key needs the scope <code>logs:write</code>; an admin creates one under {access}.", {
                code: (text) => <code>{text}</code>,
                access: t("Access"),
              })}{" "}
          {rich(
            "Prompts and answers are never stored. Every address and field is described in <link>openapi.json</link>.",
            {
              link: (text) => (
                <Anchor inherit underline="always" href="/api/openapi.json">
                  {text}
                </Anchor>
              ),
            },
          )}
        </p>
      </div>
    </Panel>
  );
}
