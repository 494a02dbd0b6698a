/** Where the tests' own server listens, and the credentials it is started with. */
export const PORT = Number(process.env.SWITCHYARD_E2E_PORT ?? 3219);
export const BASE_URL = `http://127.0.0.1:${PORT}`;
/** Where the tests' own mail server listens. */
export const MAIL_PORT = PORT + 1_000;
export const API_KEY = "e2e-machine-key-0123456789-abcdefghijklmnop";
/** What people sign in with once, before they choose PASSWORD. */
export const FIRST_PASSWORD = "given-by-an-operator-once";
export const PASSWORD = "correct-horse-battery-staple";
export const USERS = {
  viewer: { email: "viewer@example.test", name: "Vera Viewer" },
  finance: { email: "finance@example.test", name: "Finn Finance" },
  admin: { email: "admin@example.test", name: "Ada Admin" },
} as const;
export type Role = keyof typeof USERS;
