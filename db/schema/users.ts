import { sql } from "drizzle-orm";
import { boolean, index, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
const createdAt = () => instant("created_at").notNull().defaultNow();
const updatedAt = () => instant("updated_at").notNull().defaultNow();

/**
 * Who may sign in. Property names here and below are better-auth's, which reads and writes these tables.
 *
 * `role` decides what its sessions may do; `email` is always lower case.
 */
export const user = pgTable("person", {
  id: uuid("id").primaryKey().defaultRandom(),
  name: text("name").notNull(),
  email: text("email").notNull().unique(),
  emailVerified: boolean("email_verified").notNull().default(false),
  image: text("image"),
  role: text("role").notNull().default("viewer"),
  banned: boolean("banned").notNull().default(false),
  banReason: text("ban_reason"),
  banExpires: instant("ban_expires"),
  /** Somebody else chose the password: it only serves to sign in and choose one's own. */
  passwordIsTemporary: boolean("password_is_temporary").notNull().default(false),
  /** Who made or changed this admin while anything asked for approval; empty once another approver confirmed them. */
  unconfirmedEditors: text("unconfirmed_hands").array().notNull().default(sql`'{}'::text[]`),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

const userId = () =>
  uuid("person_id")
    .notNull()
    .references(() => user.id, { onDelete: "cascade" });

/**
 * A browser signed in; its cookie holds the token, signed.
 *
 * `expiresAt` is the end whatever happens, `updatedAt` when it was last used, and `confirmedAt` when its password was last typed.
 */
export const userSession = pgTable(
  "person_session",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    token: text("token").notNull().unique(),
    userId: userId(),
    expiresAt: instant("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    impersonatedBy: text("impersonated_by"),
    confirmedAt: instant("confirmed_at").notNull().defaultNow(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [index("person_session_person_id_idx").on(t.userId)],
);

/** A way to sign in: provider `credential` has the password's hash, any other an identity at that provider. */
export const userAccount = pgTable(
  "person_account",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: userId(),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: instant("access_token_expires_at"),
    refreshTokenExpiresAt: instant("refresh_token_expires_at"),
    scope: text("scope"),
    password: text("password_hash"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [index("person_account_person_id_idx").on(t.userId)],
);

/** Short-lived tokens of the sign-in flows. */
export const userVerification = pgTable(
  "person_verification",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [index("person_verification_identifier_idx").on(t.identifier)],
);

/**
 * A sign-in being tried or refused lately; one that succeeds is removed. The rate limit on guessing passwords counts these.
 *
 * In the database, so that it holds over all replicas. `address` is the client's network.
 */
export const signInAttempt = pgTable(
  "sign_in_attempt",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    at: instant("at").notNull(),
    email: text("email").notNull(),
    address: text("address").notNull(),
    /** The browser, where it had signed in as this user before; null is any other. */
    device: text("device"),
    /** Whether this user had signed in from the network before. */
    isKnownNetwork: boolean("is_known_network").notNull().default(false),
  },
  (t) => [
    index("sign_in_attempt_email_at_idx").on(t.email, t.at),
    index("sign_in_attempt_address_at_idx").on(t.address, t.at),
  ],
);

/** Where somebody signed in from; what strangers fail at elsewhere never keeps them out from there. */
export const knownNetwork = pgTable(
  "known_network",
  { userId: userId(), network: text("network").notNull(), lastAt: instant("last_at").notNull() },
  (t) => [primaryKey({ columns: [t.userId, t.network] })],
);
