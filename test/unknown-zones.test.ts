import { expect, test } from 'vitest'
import { importPolicy } from '../src/actions/import-policy.ts'
import { perform } from '../src/actions/perform.ts'
import { reportUnknownZones } from '../src/unknown-zones.ts'
import { aRow } from './actions/register-row.ts'
import { member, openCompany, operator, staff } from './support/company.ts'
import { engines } from './support/engines.ts'

for (const engine of engines) {
  test(`On ${engine.name} a zone that is unknown, empty or missing is reported once each, and nobody else's`, async () => {
    const { url, close } = await engine.open()
    const odd = [
      member('pat', { zone: 'Pacific/Nowhere' }),
      member('eve', { zone: '' }),
      member('nil', { zone: null }),
    ]
    const company = await openCompany(url, { people: [...staff, ...odd] })
    for (const name of ['pat', 'eve', 'nil', 'olga']) {
      const row = { ...aRow(), code: name, title: name, ownerEmail: `${name}@example.com` }
      await perform(company.world, operator, importPolicy, row, `import ${name}`)
    }
    await reportUnknownZones(company.world)
    await reportUnknownZones(company.world)
    const items = await company.database.kysely
      .selectFrom('noticeItems')
      .select('subject')
      .where('obligation', '=', 'trouble')
      .execute()
    expect(items.map(({ subject }) => /^Slack gives (.*?),? for (\w+)/.exec(subject)?.slice(1))).toEqual([
      ['the time zone "Pacific/Nowhere", which is not known', 'Pat'],
      ['no time zone', 'Eve'],
      ['no time zone', 'Nil'],
    ])
    await company.close()
    await close()
  })
}
