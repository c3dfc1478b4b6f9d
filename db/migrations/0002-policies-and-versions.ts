import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ColumnTypes, EngineName } from '../engine.ts'
import { refuseWhere } from '../engine.ts'

export async function up(db: Kysely<unknown>, types: ColumnTypes, engine: EngineName): Promise<void> {
  await createPolicies(db, types)
  await createVersions(db, types, engine)
}

async function createPolicies(db: Kysely<unknown>, { text, number }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('policies')
    .addColumn('workspace', text, (c) => c.notNull().references('workspaces.workspace'))
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('code', text, (c) => c.notNull())
    .addColumn('title', text, (c) => c.notNull().check(sql`length(title) between 1 and 3000`))
    .addColumn('titleKey', text, (c) => c.notNull())
    .addColumn('status', text, (c) => c.notNull().check(sql`status in ('draft', 'active', 'retired')`))
    .addColumn('owner', text)
    .addColumn('statedOwner', text)
    .addColumn('cadenceMonths', number, (c) => c.notNull().check(sql`"cadenceMonths" between 1 and 12`))
    .addColumn('statedCadence', text)
    .addColumn('preferredMonth', number, (c) => c.check(sql`"preferredMonth" between 1 and 12`))
    .addColumn('approvalRule', text)
    .addColumn('audience', text, (c) => c.notNull())
    .addColumn('tags', text, (c) => c.notNull())
    .addColumn('components', text, (c) => c.notNull())
    .addColumn('lastReviewedOn', text)
    .addColumn('activeOn', text)
    .addColumn('retiredOn', text)
    .addColumn('importedRow', text)
    .addColumn('revision', number, (c) => c.notNull())
    .addColumn('createdAt', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('policies_key', ['workspace', 'id'])
    .addUniqueConstraint('policies_code', ['workspace', 'code'])
    .addForeignKeyConstraint('policies_owner', ['workspace', 'owner'], 'people', ['workspace', 'id'])
    .execute()
  await db.schema.createIndex('policies_title').on('policies').columns(['workspace', 'titleKey']).execute()
  await db.schema.createIndex('policies_owned').on('policies').columns(['workspace', 'owner']).execute()
  await db.schema
    .createTable('policyRoles')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('policy', text, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addColumn('role', text, (c) => c.notNull().check(sql`role in ('deputy', 'approver')`))
    .addColumn('position', number, (c) => c.notNull())
    .addPrimaryKeyConstraint('policy_roles_key', ['workspace', 'policy', 'person', 'role'])
    .addForeignKeyConstraint('policy_roles_policy', ['workspace', 'policy'], 'policies', ['workspace', 'id'])
    .addForeignKeyConstraint('policy_roles_person', ['workspace', 'person'], 'people', ['workspace', 'id'])
    .execute()
  await db.schema
    .createIndex('policy_roles_person')
    .on('policyRoles')
    .columns(['workspace', 'person'])
    .execute()
}

const inTheMaking = sql<boolean>`state in ('draft', 'submitted', 'sent back')`

async function createVersions(
  db: Kysely<unknown>,
  { text, number }: ColumnTypes,
  engine: EngineName,
): Promise<void> {
  await db.schema
    .createTable('versions')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('policy', text, (c) => c.notNull())
    .addColumn('number', text, (c) => c.notNull())
    .addColumn('state', text, (c) =>
      c
        .notNull()
        .check(
          sql`state in ('draft', 'submitted', 'sent back', 'endorsed', 'in force', 'superseded', 'withdrawn')`,
        ),
    )
    .addColumn('content', text)
    .addColumn('sha256', text)
    .addColumn('changeKind', text, (c) =>
      c.notNull().check(sql`"changeKind" in ('major', 'minor', 'editorial')`),
    )
    .addColumn('summary', text)
    .addColumn('effectiveOn', text)
    .addColumn('author', text)
    .addColumn('editors', text, (c) => c.notNull())
    .addColumn('endorsedAt', text)
    .addColumn('inForceAt', text)
    .addColumn('endedAt', text)
    .addColumn('endReason', text)
    .addColumn('countsFrom', text, (c) => c.notNull())
    .addColumn('revision', number, (c) => c.notNull())
    .addColumn('createdAt', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('versions_key', ['workspace', 'id'])
    .addForeignKeyConstraint('versions_policy', ['workspace', 'policy'], 'policies', ['workspace', 'id'])
    .addCheckConstraint('versions_hash_of_text', sql`(content is null) = (sha256 is null)`)
    .execute()
  const onePerPolicy = (name: string, where: typeof inTheMaking) =>
    db.schema
      .createIndex(name)
      .on('versions')
      .columns(['workspace', 'policy'])
      .unique()
      .where(where)
      .execute()
  await onePerPolicy('one_version_in_force', sql<boolean>`state = 'in force'`)
  await onePerPolicy('one_version_in_the_making', inTheMaking)
  await onePerPolicy('one_version_waiting', sql<boolean>`state = 'endorsed'`)
  await db.schema
    .createIndex('versions_waiting')
    .on('versions')
    .columns(['workspace', 'effectiveOn'])
    .where(sql<boolean>`state = 'endorsed'`)
    .execute()
  await db.schema.createIndex('versions_policy').on('versions').columns(['workspace', 'policy']).execute()
  const immutable = refuseWhere(
    engine,
    'refuse_other_text',
    'versions',
    `old.state in ('endorsed', 'in force', 'superseded') and old.sha256 is not null
      and (new.sha256 is null or new.sha256 <> old.sha256 or new.content <> old.content or new.number <> old.number)`,
    'an endorsed text is immutable',
  )
  for (const statement of immutable) await sql.raw(statement).execute(db)
}
