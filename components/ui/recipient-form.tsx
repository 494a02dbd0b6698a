import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "@/lib/messages/translate";

type RecipientFormProps = {
  address: string;
  /** Why the address is none; null while nothing is known against it. */
  problem: string | null;
  className: string | undefined;
  onChange: (address: string) => void;
  onSubmit: () => void;
  /** What stands beside the address, the button that submits among it. */
  children: ReactNode;
};

/** The form that adds an e-mail address to a list of recipients. */
export function RecipientForm({ address, problem, className, onChange, onSubmit, children }: RecipientFormProps) {
  return (
    <form
      noValidate
      aria-label={t("Add a recipient")}
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <TextInput
        label={t("E-mail address")}
        type="email"
        autoComplete="off"
        value={address}
        error={problem}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {children}
    </form>
  );
}
