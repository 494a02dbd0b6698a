"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { send } from "@/lib/client/send";
import { t } from "@/lib/messages/translate";

/** Asks once more, since programs open links to look at them, and ends the subscription. */
export function UnsubscribeForm({ token }: { token: string }) {
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => send("post", "/api/v1/digests/unsubscribe", { token }),
  });
  if (data) {
    return (
      <p role="status">
        {t("The {cadence, select, weekly {weekly} other {monthly}} digest is not sent to {address} any more.", {
          ...{ cadence: data.cadence, address: data.address },
        })}
      </p>
    );
  }
  return (
    <>
      <p>{t("No more digests are sent for the link that you opened. Other subscriptions go on.")}</p>
      {error && (
        <Notice tone="bad" role="alert" spaced>
          {error.message}
        </Notice>
      )}
      <Button loading={isPending} onClick={() => mutate()}>
        {t("Unsubscribe")}
      </Button>
    </>
  );
}
