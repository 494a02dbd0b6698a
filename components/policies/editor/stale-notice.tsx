"use client";

import { Group } from "@mantine/core";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { PublishedPolicy } from "@/lib/contract/policy";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
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
        {t(
          "This policy was changed by someone else: {user} published version {version} at {publishedAt}. None of your changes were published or lost.",
          {
            user: newer.published_by,
            version: newer.version,
            publishedAt: formatInstant(newer.published_at, tz),
          },
        )}
      </strong>
      {newer.comment && <span>“{newer.comment}”</span>}
      <ChangeList
        before={base}
        after={newer}
        label={t("Changes of version {version}", { version: newer.version })}
        same={t("It holds the same values.")}
      />
      <Group gap="xs">
        <Button onClick={onCarryOn}>{t("Keep my changes on version {version}", { version: newer.version })}</Button>
        <Button variant="default" onClick={onDiscard}>
          {t("Discard mine, show version {version}", { version: newer.version })}
        </Button>
      </Group>
    </Notice>
  );
}
