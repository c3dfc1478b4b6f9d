import { migrate } from '../../dist/db/migrate.js'
import { openNative } from '../../dist/db/native.js'
import { openDatabase } from '../../dist/db/open.js'

export const workspace = 'w1'
/** Open hours of a business day in each of the people's zones. */
export const now = '2027-03-01T10:00:00.000Z'
const later = '2027-09-01T07:00:00.000Z'
export const due = 200

/** A world as the program makes it, its clock standing still. */
export function worldOn(database) {
  return {
    database,
    workspace,
    now: () => now,
    holidays: { of: () => [], regionsOf: () => [] },
    salt: () => 'salt',
    refused: () => {},
    committed: () => {},
  }
}

export async function openMigrated(file) {
  const database = await openDatabase(file)
  await migrate(database)
  return database
}

const settings = { timeZone: 'Europe/Vienna' }

function insertWorkspace(raw) {
  raw
    .prepare('insert into workspaces values (?, ?, ?, ?, ?, ?)')
    .run(workspace, 'Bench', 'rehearsal', 'T1', now, now)
  const setting = raw.prepare('insert into settings (workspace, key, value) values (?, ?, ?)')
  for (const [key, value] of Object.entries(settings)) setting.run(workspace, key, JSON.stringify(value))
}

/** Rows numbered from 1, without moving them through the program. */
function insertNumbered(raw, table, count, columns) {
  const names = Object.keys(columns).map((name) => `"${name}"`)
  raw.exec(`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
    insert into "${table}" (${names.join(', ')}) select ${Object.values(columns).join(', ')} from n`)
}

function insertPeople(raw, count) {
  insertNumbered(raw, 'people', count, {
    workspace: `'${workspace}'`,
    id: "'person' || i",
    slackId: "'U' || i",
    email: "'person' || i || '@example.com'",
    name: "'Person ' || i",
    zone: "case i % 3 when 0 then 'Europe/Vienna' when 1 then 'Europe/London' else 'Europe/Athens' end",
    isBot: '0',
    isGuest: '0',
    isOutsider: '0',
    isAdmin: '0',
    firstSeenAt: `'${now}'`,
  })
}

function insertPolicies(
  raw,
  count,
  status,
  audience = '{"everyone":true,"channels":[],"groups":[],"people":[]}',
) {
  insertNumbered(raw, 'policies', count, {
    workspace: `'${workspace}'`,
    id: "'policy' || i",
    code: "'POL-' || i",
    title: "'Policy number ' || i",
    codeKey: "'pol-' || i",
    titleKey: "'policy number ' || i",
    status: `'${status}'`,
    owner: `'person' || (1 + (i - 1) % 1000)`,
    cadenceMonths: '12',
    audience: `'${audience}'`,
    tags: "'[]'",
    components: "'[]'",
    lastReviewedOn: "'2026-03-31'",
    activeOn: "'2026-03-31'",
    revision: '1',
    createdAt: `'${now}'`,
  })
}

/** Each policy with its scheduled review, and the obligation that its owner holds; the first 200 are due now. */
export function seedReviews(file, policies) {
  const raw = openRaw(file)
  raw.transaction(() => {
    insertWorkspace(raw)
    insertPeople(raw, 1000)
    insertPolicies(raw, policies, 'active')
    insertNumbered(raw, 'reviews', policies, {
      workspace: `'${workspace}'`,
      id: "'review' || i",
      policy: "'policy' || i",
      kind: "'scheduled'",
      state: "'open'",
      scope: "'whole policy'",
      openedOn: "'2026-03-31'",
      dueOn: "'2027-04-14'",
      considered: "'[]'",
      revision: '1',
    })
    insertNumbered(raw, 'obligations', policies, {
      workspace: `'${workspace}'`,
      id: "'obligation' || i",
      kind: "'review'",
      policy: "'policy' || i",
      subject: "'review' || i",
      openedOn: "'2026-03-31'",
      dueOn: "'2027-03-31'",
      state: "'open'",
    })
    insertNumbered(raw, 'obligationHolders', policies, {
      workspace: `'${workspace}'`,
      obligation: "'obligation' || i",
      holder: "'person' || (1 + (i - 1) % 1000)",
      as: "'holder'",
      isChannel: '0',
      nextReminderAt: `'${later}'`,
    })
  })()
  raw.pragma('wal_checkpoint(truncate)')
  raw.close()
}

/**
 * What the posture is counted from: due days over a year, seven reviews concluded before, a version in force of each
 * policy with its text, ten people asked for each and most answers given.
 */
export function seedPosture(file) {
  const raw = openRaw(file)
  raw.transaction(() => {
    raw.exec(`update reviews set "dueOn" = date('2027-02-01', '+' || (rowid * 7919 % 395) || ' days');
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 7)
      insert into reviews (workspace, id, policy, kind, state, scope, outcome, "openedOn", "dueOn", "concludedOn", considered, revision)
        select workspace, id || '-' || i, policy, kind, 'concluded', scope, 'reaffirmed', "openedOn", "openedOn", "openedOn", considered, 1
        from reviews cross join n where state = 'open'`)
    raw
      .prepare(
        `insert into versions (workspace, id, policy, number, state, content, sha256, "changeKind", editors, "countsFrom", revision, "createdAt", "inForceAt")
         select workspace, 'version ' || id, id, '1.0', 'in force', @text, 'hash', 'major', '[]', id, 1, @now, @now from policies`,
      )
      .run({ text: 'A sentence of a policy. '.repeat(1_000), now })
    raw.exec(`with recursive n(i) as (select 1 union all select i + 1 from n where i < 10)
      insert into acknowledgments (workspace, version, person, distribution, state, "isJoiner", "askedAt", "acknowledgedAt")
        select workspace, id, 'person' || i, 'd', case when (v.rowid + i) % 20 = 0 then 'open' else 'given' end, 0, '${now}',
          case when (v.rowid + i) % 20 = 0 then null else '${now}' end
        from versions v cross join n`)
  })()
  raw.pragma('wal_checkpoint(truncate)')
  raw.close()
}

/** People, and one version in force whose distribution waits. */
export function seedAudience(file, people) {
  const raw = openRaw(file)
  raw.transaction(() => {
    insertWorkspace(raw)
    insertPeople(raw, people)
    insertPolicies(raw, 1, 'active')
    raw
      .prepare(
        `insert into versions (workspace, id, policy, number, state, "changeKind", editors, "countsFrom", revision, "createdAt", "endorsedAt", "inForceAt")
         values (?, 'version1', 'policy1', '1.0', 'in force', 'major', '[]', 'version1', 1, ?, ?, ?)`,
      )
      .run(workspace, now, now, now)
    raw
      .prepare(
        `insert into distributions (workspace, id, policy, version, asks, state, audience, "leftOut", cursor, "isForJoiners", "createdAt")
         values (?, 'distribution1', 'policy1', 'version1', 'acknowledge', 'pending', ?, '[]', 0, 0, ?)`,
      )
      .run(workspace, '{"everyone":true,"channels":[],"groups":[],"people":[]}', now)
  })()
  raw.pragma('wal_checkpoint(truncate)')
  raw.close()
}

/** The driver alone, with the settings that the product has. */
export function openRaw(file) {
  const raw = openNative(file)
  for (const pragma of ['journal_mode = wal', 'synchronous = full', 'foreign_keys = on'])
    raw.exec(`pragma ${pragma}`)
  return raw
}
