"use client";

import { START_PATH } from "@/lib/domain/views/screen-address";
import { t } from "@/lib/messages/translate";
import { OwnPasswordForm } from "./own-password-form";

/** The first thing to do for somebody whose password another user chose. */
export function ChoosePassword({ email }: { email: string }) {
  return (
    <>
      <p>{t("Somebody else set the password of {email}. Choose one that only you know to continue.", { email })}</p>
      {/* A full load, so that every screen is asked for anew. */}
      <OwnPasswordForm
        presentLabel={t("The password you were given")}
        onChanged={() => window.location.assign(START_PATH)}
      />
    </>
  );
}
