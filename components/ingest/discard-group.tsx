"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ConfirmButton } from "@/components/access/confirm-button";
import { send } from "@/lib/client/send";
import type { RejectedGroup } from "@/lib/contract/rejected-records";
import { formatWhole } from "@/lib/domain/format";
import { groupKey } from "./group-key";
import classes from "./ingest.module.css";

type DiscardGroupProps = { group: RejectedGroup; onDone: (said: string) => void };

/** Forgets the rejected records of a group, also those of which nothing is kept that could be sent again. */
export function DiscardGroup({ group, onDone }: DiscardGroupProps) {
  const router = useRouter();
  const discard = useMutation({
    mutationFn: () => send("post", "/api/v1/rejected/discard", {}, { group: groupKey(group) }),
    onSuccess: ({ discarded }) => {
      onDone(`${formatWhole(discarded)} discarded.`);
      router.refresh();
    },
  });
  return (
    <>
      <ConfirmButton
        text="Discard"
        label={`Discard ${formatWhole(group.count)} rejected ${group.count === 1 ? "record" : "records"}`}
        question="They are deleted and cannot be replayed."
        confirm="Discard"
        loading={discard.isPending}
        onConfirm={() => discard.mutate()}
      />
      {discard.error && <p className={classes.problem}>{discard.error.message}</p>}
    </>
  );
}
