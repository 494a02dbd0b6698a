import { boolean, index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
const createdAt = () => instant("created_at").notNull().defaultNow();
const updatedAt = () => instant("updated_at").notNull().defaultNow();

/**
 * Who may sign in. Property names here and below are better-auth's, which reads and writes these tables.
 *
 * `role` decides what its sessions may do; `email` is always lower case.
 */
export const person = pgTable("person", {
  id: uuid("id").primaryKey().defaultRandom(),
  name: text("name").notNull(),
  email: text("email").notNull().unique(),
  emailVerified: boolean("email_verified").notNull().default(false),
  image: text("image"),
  role: text("role").notNull().default("viewer"),
  banned: boolean("banned").notNull().default(false),
  banReason: text("ban_reason"),
  banExpires: instant("ban_expires"),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

const personId = () =>
  uuid("person_id")
    .notNull()
    .references(() => person.id, { onDelete: "cascade" });

/** A browser signed in; its cookie holds the token, signed. */
export const personSession = pgTable(
  "person_session",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    token: text("token").notNull().unique(),
    userId: personId(),
    expiresAt: instant("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    impersonatedBy: text("impersonated_by"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [index("person_session_person_id_idx").on(t.userId)],
);

/** A way to sign in: provider `credential` has the password's hash, any other an identity at that provider. */
export const personAccount = pgTable(
  "person_account",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: personId(),
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
export const personVerification = pgTable(
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
 * A sign-in being tried or refused lately; one that succeeds is removed. The brake on guessing passwords counts these.
 *
 * In the database, so that it holds over all replicas.
 */
export const signInAttempt = pgTable(
  "sign_in_attempt",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    at: instant("at").notNull(),
    email: text("email").notNull(),
    address: text("address").notNull(),
  },
  (t) => [
    index("sign_in_attempt_email_at_idx").on(t.email, t.at),
    index("sign_in_attempt_address_at_idx").on(t.address, t.at),
  ],
);
