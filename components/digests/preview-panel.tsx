"use client";

import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import { t } from "@/lib/messages/translate";
import { DigestChoiceFields, useDigestChoice } from "./digest-choice";
import classes from "./digests.module.css";
import { useSendDigest } from "./use-digests";

/** The latest digest as its mail shows it, which whoever reads this may send themselves. */
export function PreviewPanel({ tz, canEmail }: { tz: string; canEmail: boolean }) {
  const fields = useDigestChoice(tz);
  const { choice } = fields;
  const preview = useQuery({
    ...readOptions("/api/v1/digests/preview", choice ?? { cadence: "weekly" }),
    enabled: choice !== null,
  });
  const sending = useSendDigest();
  const { data, error } = preview;
  return (
    <Panel title={t("Preview")} subtitle={t("The latest digest, of the last whole week or month")}>
      <div className={classes.form}>
        <DigestChoiceFields {...fields} />
        <Button
          disabled={!canEmail || choice === null}
          loading={sending.isPending}
          onClick={() => choice && sending.mutate(choice)}
        >
          {t("Send me one now")}
        </Button>
      </div>
      {sending.isSuccess && (
        <Notice role="status" spaced>
          {t("It is on its way to you.")}
        </Notice>
      )}
      {sending.error && (
        <Notice tone="bad" role="alert" spaced>
          {sending.error.message}
        </Notice>
      )}
      {data && (
        <>
          <p className={classes.text}>
            <strong>{data.subject}</strong>
          </p>
          <iframe title={t("Preview of the digest")} className={classes.preview} sandbox="" srcDoc={data.html} />
        </>
      )}
      {!data &&
        (error ? (
          <FailedBox error={error} onRetry={() => preview.refetch()} height={240} />
        ) : (
          <Skeleton height={240} />
        ))}
    </Panel>
  );
}
