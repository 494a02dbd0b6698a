import { refuseWeakPassword } from "@/db/users/refuse-weak-password";
import { isAppError } from "@/lib/contract/error";
import { type Env, EnvError } from "@/lib/env";

/** Stops the start where the first admin would have a password that is easy to guess. */
export async function checkAdminPassword({ admin }: Pick<Env, "admin">): Promise<void> {
  if (!admin) return;
  await refuseWeakPassword(admin.password, { email: admin.email, name: "Admin" }).catch((error: unknown) => {
    if (!isAppError(error)) throw error;
    throw new EnvError("SWITCHYARD_ADMIN_PASSWORD is too easy to guess: a known password, a name, or a pattern");
  });
}
