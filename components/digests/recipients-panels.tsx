"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { RecipientForm } from "@/components/ui/recipient-form";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { newSubscriptionSchema } from "@/lib/contract/digests";
import { t } from "@/lib/messages/translate";
import { DigestChoiceFields, useDigestChoice } from "./digest-choice";
import classes from "./digests.module.css";
import { SentTable } from "./sent-table";
import { SubscriptionTable } from "./subscription-table";
import { useDigests } from "./use-digests";

/** Who gets digests, and what was sent; for admins. */
export function RecipientsPanels({ tz }: { tz: string }) {
  const { list, add, remove } = useDigests();
  const fields = useDigestChoice(tz);
  const [address, setAddress] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const { data, error } = list;

  function submit() {
    const parsed = newSubscriptionSchema.safeParse({ address, ...fields.choice });
    setProblem(parsed.error?.issues[0]?.message ?? null);
    if (!parsed.success || fields.choice === null) return;
    const onError = (failure: Error) => setProblem(failure.message);
    add.mutate({ address, ...fields.choice }, { onSuccess: () => setAddress(""), onError });
  }

  return (
    <>
      <Panel
        title={t("Recipients")}
        subtitle={t("From the next week or month on; users subscribe themselves on their account page")}
      >
        {!data &&
          (error ? <FailedBox error={error} onRetry={() => list.refetch()} height={160} /> : <Skeleton height={160} />)}
        {remove.error && (
          <Notice tone="bad" role="alert" spaced>
            {remove.error.message}
          </Notice>
        )}
        {data && (
          <>
            <RecipientForm
              address={address}
              problem={problem}
              className={classes.form}
              onChange={(value) => {
                setAddress(value);
                setProblem(null);
              }}
              onSubmit={submit}
            >
              <DigestChoiceFields {...fields} />
              <Button type="submit" loading={add.isPending}>
                {t("Add recipient")}
              </Button>
            </RecipientForm>
            {data.from !== null && <p className={classes.text}>{t("Mails are from {from}.", { from: data.from })}</p>}
            {data.subscriptions.length === 0 ? (
              <EmptyBox title={t("Nobody gets digests yet")} hint={t("Add an address above.")} />
            ) : (
              <SubscriptionTable
                subscriptions={data.subscriptions}
                tz={tz}
                isBusy={remove.isPending}
                removeLabel={t("Remove")}
                onRemove={({ id }) => remove.mutate(id)}
              />
            )}
          </>
        )}
      </Panel>
      {data && (
        <Panel title={t("Sent")} subtitle={t("The latest 50 digests, and whether they arrived")}>
          {data.digests.length === 0 ? (
            <EmptyBox
              title={t("Nothing was sent yet")}
              hint={t("A digest is sent at seven in the morning after its period.")}
            />
          ) : (
            <SentTable digests={data.digests} tz={tz} />
          )}
        </Panel>
      )}
    </>
  );
}
