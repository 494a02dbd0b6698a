import { apiErrorOf } from "@/lib/client/api-error";
import { UNREACHABLE } from "@/lib/client/error-text";
import { t, textOf } from "@/lib/messages/translate";

export type SignInErrors = { email?: string; password?: string; form?: string };

/** Signs in by e-mail and password; null when it worked, else what to say and beside which field. */
export async function signIn({ email, password }: { email: string; password: string }): Promise<SignInErrors | null> {
  const missing: SignInErrors = {
    ...(email.trim() === "" && { email: t("Enter your e-mail address") }),
    ...(password === "" && { password: t("Enter your password") }),
  };
  if (missing.email || missing.password) return missing;

  const response = await fetch("/api/auth/sign-in/email", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: email.trim(), password }),
  }).catch(() => null);
  if (response === null) return { form: textOf(UNREACHABLE) };
  if (response.ok) return null;
  if (response.status === 401) return { password: t("The e-mail or the password is wrong") };
  if (response.status === 400) return { email: t("This is not an e-mail address") };
  const { message } = await apiErrorOf(response);
  return { form: message };
}
