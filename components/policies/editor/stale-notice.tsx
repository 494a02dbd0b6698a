"use client";

import { Group } from "@mantine/core";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { PublishedPolicy } from "@/lib/contract/policy";
import { formatInstant } from "@/lib/domain/format";
import { ChangeList } from "../parts/change-list";

type StaleNoticeProps = {
  newer: PublishedPolicy;
  base: PublishedPolicy | null;
  onCarryOn: () => void;
  onDiscard: () => void;
};

/** Somebody published meanwhile: what they changed, and two ways on. */
export function StaleNotice({ newer, base, onCarryOn, onDiscard }: StaleNoticeProps) {
  const { tz } = useReport();
  return (
    <Notice as="div" tone="warn" role="alert">
      <strong>
        This policy was changed by someone else: {newer.published_by} published version {newer.version} at{" "}
        {formatInstant(newer.published_at, tz)}. None of your changes were published or lost.
      </strong>
      {newer.comment && <span>“{newer.comment}”</span>}
      <ChangeList
        before={base}
        after={newer}
        label={`Changes of version ${newer.version}`}
        same="It holds the same values."
      />
      <Group gap="xs">
        <Button onClick={onCarryOn}>Keep my changes on version {newer.version}</Button>
        <Button variant="default" onClick={onDiscard}>
          Discard mine, show version {newer.version}
        </Button>
      </Group>
    </Notice>
  );
}
