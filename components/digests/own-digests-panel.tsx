"use client";

import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedBox } from "@/components/ui/state-box";
import { t } from "@/lib/messages/translate";
import { DigestChoiceFields, useDigestChoice } from "./digest-choice";
import classes from "./digests.module.css";
import { SubscriptionTable } from "./subscription-table";
import { useOwnDigests } from "./use-digests";

/** One's own digests by e-mail: what comes, and what else may. */
export function OwnDigestsPanel() {
  const { tz } = useReport();
  const fields = useDigestChoice(tz);
  const { list, subscribe, end } = useOwnDigests();
  const { data } = list;
  const problem = subscribe.error ?? end.error;
  return (
    <Panel
      title={t("Digests by e-mail")}
      subtitle={
        data
          ? t("Spend, SLA, alerts and changes of a week or a month, sent to {address}", { address: data.address })
          : t("Spend, SLA, alerts and changes of a week or a month")
      }
    >
      {!data &&
        (list.error ? (
          <FailedBox error={list.error} onRetry={() => list.refetch()} height={120} />
        ) : (
          <Skeleton height={120} />
        ))}
      {data && !data.can_email && (
        <Notice spaced>
          {t("No mail server is set up; digests are sent once whoever runs the server names one.")}
        </Notice>
      )}
      {problem && (
        <Notice tone="bad" role="alert" spaced>
          {problem.message}
        </Notice>
      )}
      {data && (
        <>
          <form
            noValidate
            aria-label={t("Subscribe to a digest")}
            className={classes.form}
            onSubmit={(event) => {
              event.preventDefault();
              if (fields.choice) subscribe.mutate(fields.choice);
            }}
          >
            <DigestChoiceFields {...fields} />
            <Button type="submit" loading={subscribe.isPending} disabled={fields.choice === null}>
              {t("Subscribe")}
            </Button>
          </form>
          {data.subscriptions.length === 0 ? (
            <p className={classes.text}>{t("You are subscribed to no digest.")}</p>
          ) : (
            <SubscriptionTable
              subscriptions={data.subscriptions}
              tz={tz}
              isBusy={end.isPending}
              removeLabel={t("Unsubscribe")}
              onRemove={({ id }) => end.mutate(id)}
            />
          )}
        </>
      )}
    </Panel>
  );
}
