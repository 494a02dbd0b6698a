"use client";

import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedBox } from "@/components/ui/state-box";
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
      title="Digests by e-mail"
      subtitle={`Spend, SLA, alerts and changes of a week or a month${data ? `, sent to ${data.address}` : ""}`}
    >
      {!data &&
        (list.error ? (
          <FailedBox error={list.error} onRetry={() => list.refetch()} height={120} />
        ) : (
          <Skeleton height={120} />
        ))}
      {data && !data.can_email && (
        <Notice spaced>No mail server is set up; digests are sent once whoever runs the server names one.</Notice>
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
            aria-label="Subscribe to a digest"
            className={classes.form}
            onSubmit={(event) => {
              event.preventDefault();
              if (fields.choice) subscribe.mutate(fields.choice);
            }}
          >
            <DigestChoiceFields {...fields} />
            <Button type="submit" loading={subscribe.isPending} disabled={fields.choice === null}>
              Subscribe
            </Button>
          </form>
          {data.subscriptions.length === 0 ? (
            <p className={classes.text}>You are subscribed to no digest.</p>
          ) : (
            <SubscriptionTable
              subscriptions={data.subscriptions}
              tz={tz}
              isBusy={end.isPending}
              removeLabel="Unsubscribe"
              onRemove={({ id }) => end.mutate(id)}
            />
          )}
        </>
      )}
    </Panel>
  );
}
