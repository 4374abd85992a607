/** Owners of the products of the quality board, and the permissions of classes and users. */
import { and, asc, eq, inArray, isNull, like, or, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import type { User } from "../domain/session.ts";
import type { Permission } from "../domain/spc/permission.ts";
import { productPermissions, products } from "./board-schema.ts";
import { events } from "./log-schema.ts";
import { sessions, users } from "./schema.ts";

/** The owner of a product, and what everyone in the owner's classes may do with it. */
export interface ProductOwner {
  readonly id: number;
  readonly owner_id: number | null;
  readonly classes: Permission;
}

/** A user's own permission for a product. */
export interface UserPermission {
  readonly user: User;
  readonly permission: Permission;
}

export interface Permissions {
  /** Every product. */
  owners(): ProductOwner[];
  owner(product_id: number): ProductOwner | undefined;
  /** A user's own permissions, by product. */
  ofUser(user_id: number): Map<number, Permission>;
  /** Up to `limit` users with their own permission for a product. */
  ofProduct(product_id: number, limit: number): UserPermission[];
  setClasses(product_id: number, classes: Permission): void;
  set(product_id: number, user_id: number, permission: Permission | null): void;
  /** Whether the user has a seat in a class of this teacher (`null`: any teacher) and was not removed from it. */
  inClassOf(user_id: number, teacher_id: number | null): boolean;
  user(id: number): User | undefined;
  /** Up to `limit` accounts, and guests of this teacher's classes (`null`: any class), whose name contains `search`. */
  people(teacher_id: number | null, search: string, limit: number): User[];
}

export function openPermissions(db: BunSQLiteDatabase): Permissions {
  const param = sql.placeholder;
  const columns = { id: products.id, owner_id: products.owner_id, classes: products.classes };
  const selectOne = db
    .select(columns)
    .from(products)
    .where(and(eq(products.id, param("id")), isNull(products.deleted_at)))
    .prepare();
  const ofUser = db
    .select({ product_id: productPermissions.product_id, permission: productPermissions.permission })
    .from(productPermissions)
    .where(eq(productPermissions.user_id, param("user")))
    .prepare();
  const userColumns = { id: users.id, name: users.name, role: users.role };
  // The conditions on `type` must be identical to those of the partial indexes.
  const joined = sql`type = 'participant.joined'`;
  const notRemoved = sql`NOT EXISTS (SELECT 1 FROM events r WHERE r.type = 'participant.removed'
    AND r.session_id = ${events.session_id}
    AND r."data" ->> '$.participant_id' = ${events.data} ->> '$.id')`;
  const selectSeat = db
    .select({ seq: events.seq })
    .from(events)
    .innerJoin(sessions, eq(sessions.id, events.session_id))
    .where(
      and(
        joined,
        // A co-teacher's seat gives no rights on the owner's board.
        sql`"data" ->> '$.role' = 'STUDENT'`,
        sql`"data" ->> '$.user_id' = ${param("user")}`,
        sql`(${param("teacher")} IS NULL OR ${sessions.instructor_id} = ${param("teacher")})`,
        isNull(sessions.deleted_at),
        notRemoved,
      ),
    )
    .limit(1)
    .prepare();

  return {
    owners: () => db.select(columns).from(products).where(isNull(products.deleted_at)).orderBy(asc(products.id)).all(),
    owner: (id) => selectOne.get({ id }),
    ofUser: (user) => new Map(ofUser.all({ user }).map(({ product_id, permission }) => [product_id, permission])),
    ofProduct: (product_id, limit) =>
      db
        .select({ user: userColumns, permission: productPermissions.permission })
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
    inClassOf: (user, teacher) => selectSeat.get({ user, teacher }) !== undefined,
    user: (id) => db.select(userColumns).from(users).where(eq(users.id, id)).get(),
    people(teacher_id, search, limit) {
      const usersWithSeat = db
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
        .select(userColumns)
        .from(users)
        .where(
          and(
            search === "" ? undefined : sql`${like(users.name, pattern)} ESCAPE '\\'`,
            or(inArray(users.role, ["teacher", "student"]), inArray(users.id, usersWithSeat)),
          ),
        )
        .orderBy(asc(users.role), asc(sql`lower(${users.name})`), asc(users.id))
        .limit(limit)
        .all();
    },
  };
}
