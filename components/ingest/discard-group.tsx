"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ConfirmButton } from "@/components/access/confirm-button";
import { send } from "@/lib/client/send";
import type { RejectedGroup } from "@/lib/contract/rejected-records";
import { formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { groupKey } from "./group-key";
import classes from "./ingest.module.css";

type DiscardGroupProps = { group: RejectedGroup; onDone: (said: string) => void };

/** Forgets the rejected records of a group, also those of which nothing is kept that could be sent again. */
export function DiscardGroup({ group, onDone }: DiscardGroupProps) {
  const router = useRouter();
  const discard = useMutation({
    mutationFn: () => send("post", "/api/v1/rejected/discard", {}, { group: groupKey(group) }),
    onSuccess: ({ discarded }) => {
      onDone(t("{count} discarded.", { count: formatWhole(discarded) }));
      router.refresh();
    },
  });
  return (
    <>
      <ConfirmButton
        text={t("Discard")}
        label={t("Discard {count, plural, one {# rejected record} other {# rejected records}}", {
          count: group.count,
        })}
        question={t("They are deleted and cannot be replayed.")}
        confirm={t("Discard")}
        loading={discard.isPending}
        onConfirm={() => discard.mutate()}
      />
      {discard.error && <p className={classes.problem}>{discard.error.message}</p>}
    </>
  );
}
