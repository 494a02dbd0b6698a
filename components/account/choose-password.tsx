"use client";

import { OwnPasswordForm } from "./own-password-form";

/** The first thing to do for somebody whose password another person chose. */
export function ChoosePassword({ email }: { email: string }) {
  return (
    <>
      <p>Somebody else set the password of {email}. Choose one that only you know; everything else opens with it.</p>
      {/* A full load, so that every screen is asked for anew. */}
      <OwnPasswordForm presentLabel="The password you were given" onChanged={() => window.location.assign("/")} />
    </>
  );
}
