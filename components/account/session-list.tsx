"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Pill } from "@/components/ui/pill";
import { send } from "@/lib/client/send";
import type { Session } from "@/lib/contract/account";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import classes from "./account.module.css";
import { describeAgent } from "./describe-agent";

const OTHERS = "others";

/** Where somebody is signed in, each to be ended. */
export function SessionList({ sessions }: { sessions: readonly Session[] }) {
  const { tz } = useReport();
  const router = useRouter();
  const [pending, setPending] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  /** Ends one session, or with null all others. */
  async function end(id: string | null) {
    setPending(id ?? OTHERS);
    setProblem(
      await (id === null
        ? send("delete", "/api/v1/account/sessions", {})
        : send("delete", "/api/v1/account/sessions/{id}", { id })
      ).then(
        () => null,
        (error: unknown) => String(error instanceof Error ? error.message : error),
      ),
    );
    setPending(null);
    router.refresh();
  }

  return (
    <>
      {problem && (
        <p role="alert" className={classes.refusal}>
          {problem}
        </p>
      )}
      <ul className={classes.sessions} aria-label={t("Sessions")}>
        {sessions.map(({ id, is_current, address, agent, signed_in_at, last_seen_at, ends_at }) => (
          <li key={id} className={classes.session}>
            <div>
              <p>
                {describeAgent(agent)} {is_current && <Pill tone="good">{t("this browser")}</Pill>}
              </p>
              <p className={classes.muted} title={agent}>
                {t("{address} · last used {lastUsed} · signed in {signedIn} · ends {ends}", {
                  address: address || t("unknown address"),
                  lastUsed: formatInstant(last_seen_at, tz, "minute"),
                  signedIn: formatInstant(signed_in_at, tz, "minute"),
                  ends: formatInstant(ends_at, tz, "minute"),
                })}
              </p>
            </div>
            {!is_current && (
              <Button
                variant="default"
                aria-label={t("End the session of {agent} from {address}", {
                  agent: describeAgent(agent),
                  address: address || t("an unknown address"),
                })}
                disabled={pending !== null}
                loading={pending === id}
                onClick={() => end(id)}
              >
                {t("End")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <p>
          <Button variant="default" disabled={pending !== null} loading={pending === OTHERS} onClick={() => end(null)}>
            {t("Sign out everywhere else")}
          </Button>
        </p>
      )}
    </>
  );
}
