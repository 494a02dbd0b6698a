import { Group } from "@mantine/core";
import type { ReactNode } from "react";
import { errorText } from "@/lib/client/error-text";
import { t } from "@/lib/messages/translate";
import { Button } from "./button";
import { Notice } from "./notice";

type FormFootProps = {
  /** Why it was not stored; null where nothing was refused or a part above says so. */
  error: unknown;
  submitLabel: string;
  isPending?: boolean;
  isDisabled?: boolean;
  onClose: () => void;
  /** What else can be done with the form, between leaving and sending it. */
  children?: ReactNode;
};

/** The end of a form in front of the page: why it was refused, and its ways out. */
export function FormFoot(props: FormFootProps) {
  const { error, submitLabel, isPending = false, isDisabled = false, onClose, children } = props;
  return (
    <>
      {error !== null && (
        <Notice tone="bad" role="alert">
          {errorText(error)}
        </Notice>
      )}
      <Group gap="xs" justify="end">
        <Button variant="default" onClick={onClose}>
          {t("Cancel")}
        </Button>
        {children}
        <Button type="submit" loading={isPending} disabled={isDisabled}>
          {submitLabel}
        </Button>
      </Group>
    </>
  );
}
