/** Who may do what with which product of the quality board. */
import { and, asc, eq, inArray, isNull, like, or, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import type { User } from "../domain/session.ts";
import type { Permission } from "../domain/spc/permission.ts";
import { productPermissions, products } from "./board-schema.ts";
import { events, sessions, users } from "./schema.ts";

/** Whose a product is, and what everyone in the owner's classes may do with it. */
export interface ProductOwner {
  readonly id: number;
  readonly owner_id: number | null;
  readonly classes: Permission;
}

/** A user whose permission for a product was set. */
export interface UserPermission {
  readonly user: User;
  readonly permission: Permission;
}

export interface Permissions {
  /** Every product. */
  owners(): ProductOwner[];
  owner(product_id: number): ProductOwner | undefined;
  /** What was set for a user, by product. */
  ofUser(user_id: number): Map<number, Permission>;
  /** What was set for users; `limit` at most. */
  ofProduct(product_id: number, limit: number): UserPermission[];
  setClasses(product_id: number, classes: Permission): void;
  set(product_id: number, user_id: number, permission: Permission | null): void;
  /** Whether the user has a seat in a class of this teacher (`null`: of any), from which they were not removed. */
  inClassOf(user_id: number, teacher_id: number | null): boolean;
  user(id: number): User | undefined;
  /** Accounts, and guests of this teacher's classes, whose name contains `search`; `limit` at most. */
  people(teacher_id: number | null, search: string, limit: number): User[];
}

export function openPermissions(db: BunSQLiteDatabase): Permissions {
  const slot = sql.placeholder;
  const card = { id: products.id, owner_id: products.owner_id, classes: products.classes };
  const one = db
    .select(card)
    .from(products)
    .where(and(eq(products.id, slot("id")), isNull(products.deleted_at)))
    .prepare();
  const ofUser = db
    .select({ product_id: productPermissions.product_id, permission: productPermissions.permission })
    .from(productPermissions)
    .where(eq(productPermissions.user_id, slot("user")))
    .prepare();
  const userCard = { id: users.id, name: users.name, role: users.role };
  // The conditions on `type` are those of the partial indexes, word for word.
  const joined = sql`type = 'participant.joined'`;
  const notRemoved = sql`NOT EXISTS (SELECT 1 FROM events r WHERE r.type = 'participant.removed'
    AND r.session_id = ${events.session_id}
    AND r."data" ->> '$.participant_id' = ${events.data} ->> '$.id')`;
  const seat = db
    .select({ seq: events.seq })
    .from(events)
    .innerJoin(sessions, eq(sessions.id, events.session_id))
    .where(
      and(
        joined,
        sql`"data" ->> '$.user_id' = ${slot("user")}`,
        sql`(${slot("teacher")} IS NULL OR ${sessions.instructor_id} = ${slot("teacher")})`,
        isNull(sessions.deleted_at),
        notRemoved,
      ),
    )
    .limit(1)
    .prepare();

  return {
    owners: () => db.select(card).from(products).where(isNull(products.deleted_at)).orderBy(asc(products.id)).all(),
    owner: (id) => one.get({ id }),
    ofUser: (user) => new Map(ofUser.all({ user }).map(({ product_id, permission }) => [product_id, permission])),
    ofProduct: (product_id, limit) =>
      db
        .select({ user: userCard, permission: productPermissions.permission })
        .from(productPermissions)
        .innerJoin(users, eq(users.id, productPermissions.user_id))
        .where(eq(productPermissions.product_id, product_id))
        .orderBy(asc(users.id))
        .limit(limit)
        .all(),
    setClasses(id, classes) {
      db.update(products).set({ classes }).where(eq(products.id, id)).run();
    },
    set(product_id, user_id, permission) {
      if (permission === null) {
        const row = and(eq(productPermissions.product_id, product_id), eq(productPermissions.user_id, user_id));
        db.delete(productPermissions).where(row).run();
        return;
      }
      db.insert(productPermissions)
        .values({ product_id, user_id, permission })
        .onConflictDoUpdate({
          target: [productPermissions.product_id, productPermissions.user_id],
          set: { permission },
        })
        .run();
    },
    inClassOf: (user, teacher) => seat.get({ user, teacher }) !== undefined,
    user: (id) => db.select(userCard).from(users).where(eq(users.id, id)).get(),
    people(teacher_id, search, limit) {
      const seated = db
        .select({ id: sql<number>`"data" ->> '$.user_id'` })
        .from(events)
        .innerJoin(sessions, eq(sessions.id, events.session_id))
        .where(
          and(
            joined,
            teacher_id === null ? undefined : eq(sessions.instructor_id, teacher_id),
            isNull(sessions.deleted_at),
            notRemoved,
          ),
        );
      const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
      return db
        .select(userCard)
        .from(users)
        .where(
          and(
            search === "" ? undefined : sql`${like(users.name, pattern)} ESCAPE '\\'`,
            or(inArray(users.role, ["teacher", "student"]), inArray(users.id, seated)),
          ),
        )
        .orderBy(asc(users.role), asc(sql`lower(${users.name})`), asc(users.id))
        .limit(limit)
        .all();
    },
  };
}
