"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { RecipientForm } from "@/components/ui/recipient-form";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedBox } from "@/components/ui/state-box";
import { errorText } from "@/lib/client/error-text";
import { newRecipientSchema } from "@/lib/contract/statement-recipients";
import { t } from "@/lib/messages/translate";
import { DeliveryTable } from "./delivery-table";
import { describeFailed } from "./describe-delivery";
import classes from "./ledger.module.css";
import { RecipientTable } from "./recipient-table";
import { useRecipients } from "./use-recipients";

/** Who gets the statement of each month by e-mail, and whether it arrived. Only for whoever may close months. */
export function MailPanel() {
  const { list, add, remove, test } = useRecipients();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const { data } = list;
  const canTest = data !== undefined && data.from !== null;
  const failed = data?.deliveries.find(({ state }) => state === "failed" || state === "retrying");
  const refused = remove.error ?? test.error;

  function submit() {
    const { data: parsed, error } = newRecipientSchema.safeParse({ address: typed });
    setProblem(error?.issues[0]?.message ?? null);
    if (!parsed) return;
    add.mutate(parsed.address, {
      onSuccess: () => setTyped(""),
      onError: (failure) => setProblem(errorText(failure)),
    });
  }

  return (
    <Panel
      title={t("Statement by e-mail")}
      subtitle={t("Once a month is closed, its totals and the signed statement go to everybody on this list")}
    >
      {!data && list.error && <FailedBox error={list.error} onRetry={() => list.refetch()} height={160} />}
      {!data && !list.error && <Skeleton height={160} />}
      {data && !canTest && (
        <Notice spaced>
          {t(
            "No mail server is set up: whoever runs the server sets SWITCHYARD_SMTP_URL and SWITCHYARD_SMTP_FROM. Until then statements wait.",
          )}
        </Notice>
      )}
      {failed && (
        <Notice tone={failed.state === "failed" ? "bad" : "warn"} role="status" spaced>
          {describeFailed(failed)}
        </Notice>
      )}
      {refused && (
        <Notice tone="bad" role="alert" spaced>
          {refused.message}
        </Notice>
      )}
      {data && (
        <>
          <RecipientForm
            address={typed}
            problem={problem}
            className={classes.recipientForm}
            onChange={(value) => {
              setTyped(value);
              setProblem(null);
            }}
            onSubmit={submit}
          >
            <Button type="submit" loading={add.isPending}>
              {t("Add recipient")}
            </Button>
            <Button
              variant="default"
              disabled={!canTest}
              loading={test.isPending}
              onClick={() => test.mutate(undefined)}
            >
              {t("Send me a test")}
            </Button>
          </RecipientForm>
          {data.from !== null && <p className={classes.text}>{t("Mails are from {from}.", { from: data.from })}</p>}
          {data.recipients.length === 0 ? (
            <p className={classes.text}>{t("Nobody is on the list yet.")}</p>
          ) : (
            <RecipientTable
              recipients={data.recipients}
              canTest={canTest}
              isBusy={remove.isPending || test.isPending}
              onTest={(id) => test.mutate(id)}
              onRemove={(id) => remove.mutate(id)}
            />
          )}
          {data.deliveries.length > 0 && <DeliveryTable deliveries={data.deliveries} />}
        </>
      )}
    </Panel>
  );
}
