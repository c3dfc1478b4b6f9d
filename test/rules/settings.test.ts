import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultCriteria, defaultReviewDays } from '../../src/rules/event-settings.ts'
import { sayValue } from '../../src/rules/say-setting.ts'
import {
  defaults,
  nearest,
  parseSetting,
  parseSettingKey,
  requireHours,
  type SettingKey,
  settingKeys,
} from '../../src/rules/settings.ts'

/** For each setting: texts with their value, texts that are refused, and what the refusal says is expected. */
const settings: { [Key in SettingKey]: { fits: [string, unknown][]; refused: string[]; expected: string } } =
  {
    timeZone: {
      fits: [
        ['Europe/Vienna', 'Europe/Vienna'],
        ['Asia/Calcutta', 'Asia/Calcutta'],
        ['Europe/Kiev', 'Europe/Kiev'],
        ['US/Pacific', 'US/Pacific'],
        ['Etc/GMT0', 'Etc/GMT0'],
        ['Etc/GMT+5', 'Etc/GMT+5'],
        ['UTC', 'UTC'],
        [' Europe/Vienna ', 'Europe/Vienna'],
      ],
      refused: ['Vienna', 'Pacific/Nowhere', 'local', 'UTC+2', 'Europe/Vienna x'],
      expected: 'a zone of the IANA list such as Europe/Vienna',
    },
    country: {
      fits: [
        ['AT', 'AT'],
        ['at', 'AT'],
      ],
      refused: ['Austria', 'A', 'A1', 'ÖS', 'AT DE'],
      expected: 'a two-letter country code such as AT',
    },
    region: {
      fits: [
        ['BY', 'BY'],
        ['by', 'BY'],
        ['9', '9'],
        ['ENG', 'ENG'],
      ],
      refused: ['Bavaria!', 'Niederösterreich', 'B Y', 'TOOLONG'],
      expected: "a region's short code such as BY",
    },
    weekend: {
      fits: [
        ['6 7', [6, 7]],
        ['7, 6', [6, 7]],
        ['5;6', [5, 6]],
        ['5', [5]],
        ['7 7', [7]],
      ],
      refused: ['0', '8', '1 2 3 4 5 6 7', 'Sunday', '6.5', '-1', '0x1', '1e0', ','],
      expected: 'weekdays as numbers, 1 is Monday, such as "6 7"',
    },
    closedDays: {
      fits: [
        ['2027-12-24', ['2027-12-24']],
        ['2027-12-31, 2027-12-24', ['2027-12-24', '2027-12-31']],
        ['2027-12-24 2027-12-24', ['2027-12-24']],
        ['2028-02-29', ['2028-02-29']],
      ],
      refused: ['2027-02-29', '24.12.2027', '2027-12-24 tomorrow', '2027-1-1', '12-24', ','],
      expected: 'days such as "2027-12-24 2027-12-31"',
    },
    ...same(['policyManagers', 'approvers', 'auditors'], {
      fits: [
        ['ana@example.com', ['ana@example.com']],
        ['Ben@Example.com, ana@example.com', ['ben@example.com', 'ana@example.com']],
        ['ana@example.com;ben@example.com', ['ana@example.com', 'ben@example.com']],
        ['ana@example.com ANA@example.com', ['ana@example.com']],
      ],
      refused: ['Ana', '@ana', 'ana@', 'ana@example.com, Ben', ',', 'a@b@c'],
      expected: 'one or more e-mail addresses',
    }),
    quorum: {
      fits: [
        ['any', 'any'],
        ['all', 'all'],
        ['Any', 'any'],
        ['1', 1],
        ['12', 12],
        ['99', 99],
      ],
      refused: ['0', '-1', '1.5', '02', 'two', 'both', '100'],
      expected: 'any, all, or a number from 1 to 99',
    },
    ...same(['approveInOrder', 'singleApprover'], {
      fits: [
        ['yes', true],
        ['Yes', true],
        ['true', true],
        ['on', true],
        ['no', false],
        ['FALSE', false],
        ['off', false],
      ],
      refused: ['1', '0', 'y', 'maybe', 'yes please'],
      expected: 'yes or no',
    }),
    governanceChannel: {
      fits: [
        ['C0123456789', 'C0123456789'],
        ['G0123456789', 'G0123456789'],
      ],
      refused: ['#governance', 'governance', 'U0123456789', 'C', 'c0123456789', '<#C0123456789>'],
      expected: "a channel's id such as C0123456789",
    },
    minorVersions: {
      fits: [
        ['tell', 'tell'],
        ['acknowledge', 'acknowledge'],
        ['Tell', 'tell'],
      ],
      refused: ['ask', 'Tell them', 'yes'],
      expected: 'tell or acknowledge',
    },
    tags: {
      fits: [
        ['billing service, Switzerland', ['billing service', 'Switzerland']],
        ['  a  b ;a b\nc', ['a b', 'c']],
      ],
      refused: [',', 'x'.repeat(61)],
      expected: 'with commas between',
    },
    components: {
      fits: [
        ['Policy, standards and procedures; Privacy', ['Policy, standards and procedures', 'Privacy']],
        ['  Access   control \n\nPrivacy;access control', ['Access control', 'Privacy']],
      ],
      refused: [';', 'x'.repeat(76), Array.from({ length: 101 }, (_, i) => `part ${i}`).join(';')],
      expected: 'each on a line or between semicolons',
    },
    criteria: {
      fits: [
        ['security_event: Data was lost', { ...defaultCriteria, security_event: 'Data was lost' }],
        [
          'Platform_Change: Another cloud: theirs',
          { ...defaultCriteria, platform_change: 'Another cloud: theirs' },
        ],
        ['{"service_change":"A new one"}', { ...defaultCriteria, service_change: 'A new one' }],
        [
          'security_event: a, b\nservice_change: c',
          { ...defaultCriteria, security_event: 'a, b', service_change: 'c' },
        ],
      ],
      refused: [
        'fire: burns',
        'security_event:',
        `security_event: ${'x'.repeat(301)}`,
        '{"security_event":7}',
        '{',
        '{}',
        'data',
      ],
      expected: 'one line for each category',
    },
    reviewDays: {
      fits: [
        ['security_event 14', { ...defaultReviewDays, security_event: 14 }],
        [
          'security_event: 14, platform_change: 365',
          { ...defaultReviewDays, security_event: 14, platform_change: 365 },
        ],
        ['{"legal_requirement":20}', { ...defaultReviewDays, legal_requirement: 20 }],
      ],
      refused: [
        '14',
        'security_event 0',
        'security_event 366',
        'security_event 1.5',
        'fire 3',
        '{"security_event":"soon"}',
        ',',
      ],
      expected: 'days from 1 to 365 by category',
    },
    lawDays: {
      fits: [
        ['10', 10],
        ['1', 1],
        ['365', 365],
      ],
      refused: ['0', '366', '-1', 'ten', '1e2', '010'],
      expected: 'a number of business days from 1 to 365',
    },
    routingRules: {
      fits: [
        [
          'security_event, customer data -> ISP-07, component: Privacy; without triage',
          [
            {
              category: 'security_event',
              tags: ['customer data'],
              policies: ['ISP-07'],
              components: ['Privacy'],
              withoutTriage: true,
            },
          ],
        ],
        [
          'any, Switzerland -> ISP-01\nLegal requirement -> component: Privacy',
          [
            {
              category: null,
              tags: ['Switzerland'],
              policies: ['ISP-01'],
              components: [],
              withoutTriage: false,
            },
            {
              category: 'legal_requirement',
              tags: [],
              policies: [],
              components: ['Privacy'],
              withoutTriage: false,
            },
          ],
        ],
        [
          '[{"category":"service_change","policies":["A, B"]}]',
          [
            {
              category: 'service_change',
              tags: [],
              policies: ['A, B'],
              components: [],
              withoutTriage: false,
            },
          ],
        ],
      ],
      refused: [
        'security_event',
        'security_event -> ',
        'fire -> ISP-01',
        'any -> ISP-01',
        'any, Switzerland -> ISP-01; without triage',
        'security_event -> ISP-01; at once',
        'security_event -> ISP-01 -> ISP-02',
        '[{"category":"fire","policies":["ISP-01"]}]',
        '[{"category":"service_change","policies":"ISP-01"}]',
        '[{"category":"service_change","policies":["ISP-01"],"when":"now"}]',
        '[',
        '[]',
      ],
      expected: 'one rule a line',
    },
    sendingHour: {
      fits: [
        ['9', '09:00'],
        ['09:00', '09:00'],
        ['0', '00:00'],
        ['22', '22:00'],
      ],
      refused: ['23', '-1', '9:30', '9.5', 'nine', '24'],
      expected: 'a whole hour from 00:00 to 22:00',
    },
    closingHour: {
      fits: [
        ['18', '18:00'],
        ['23:00', '23:00'],
      ],
      refused: ['0', '24', '18:30', 'evening'],
      expected: 'a whole hour from 01:00 to 23:00',
    },
    ...same(
      [
        'reviewReminders',
        'endorseReminders',
        'triageReminders',
        'acknowledgeReminders',
        'decideReminders',
        'fillReminders',
        'attestReminders',
      ],
      {
        fits: [
          ['30 14 7 1 0 weekly', { before: [30, 14, 7, 1, 0], after: 'weekly' }],
          ['60, 30, 0 then weekly', { before: [60, 30, 0], after: 'weekly' }],
          ['2;0; daily', { before: [2, 0], after: 'daily' }],
          ['0 each business days', { before: [0], after: 'business days' }],
          ['1 0 Business days', { before: [1, 0], after: 'business days' }],
          ['365 0 weekly', { before: [365, 0], after: 'weekly' }],
        ],
        refused: [
          '30 14 7 1 weekly',
          '7 14 0 weekly',
          '7 7 0 weekly',
          '366 0 weekly',
          '-1 0 weekly',
          '1.5 0 weekly',
          '30 0',
          '30 0 monthly',
          'weekly',
          '0 7 weekly',
          `${Array.from({ length: 21 }, (_, i) => 20 - i).join(' ')} weekly`,
        ],
        expected: 'the last one 0, then weekly, daily or business days, such as "30 14 7 1 0 weekly"',
      },
    ),
    escalateToDeputies: days(1, 365, 'days before the due date'),
    escalateToManagers: days(0, 365, 'days before the due date'),
    ...same(
      ['escalateToApprovers', 'escalateToChannel', 'escalateAcknowledgments'],
      days(1, 365, 'days after the due date'),
    ),
    ...same(
      [
        'escalateDecisions',
        'submitDays',
        'resubmitDays',
        'endorseDays',
        'decideDays',
        'triageDays',
        'fillDays',
      ],
      days(1, 60, 'business days'),
    ),
    ...same(['acknowledgeDays', 'joinerDays'], days(1, 365, 'days')),
    portalUrl: {
      fits: [
        ['https://policies.example.com', 'https://policies.example.com'],
        ['https://policies.example.com/', 'https://policies.example.com'],
        ['http://localhost:3000/policies//', 'http://localhost:3000/policies'],
      ],
      refused: [
        'policies.example.com',
        'ftp://policies.example.com',
        'javascript:alert(1)',
        'https://',
        'https://a b',
      ],
      expected: 'an address such as https://policies.example.com',
    },
  }

function days(least: number, most: number, of: string) {
  return {
    fits: [
      [`${least}`, least],
      ['7', 7],
      [`${most}`, most],
    ] as [string, unknown][],
    refused: [`${least - 1}`, `${most + 1}`, '-3', '1.5', '1e1', 'seven', '7 days'],
    expected: `${of} from ${least} to ${most}`,
  }
}

function same<Key extends SettingKey, Value>(keys: readonly Key[], value: Value): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, value])) as Record<Key, Value>
}

test('every setting has its texts here', () => {
  expect(Object.keys(settings).sort()).toEqual([...settingKeys].sort())
})

describe.each(Object.entries(settings) as [SettingKey, (typeof settings)[SettingKey]][])(
  'The setting %s',
  (key, { fits, refused, expected }) => {
    test.each(fits)('reads "%s" as %j', (text, value) => {
      expect(parseSetting(key, text)).toEqual(value)
    })

    test.each(refused)('refuses "%s", and says what came and what is expected', (text) => {
      expect(() => parseSetting(key, text)).toThrow(
        expect.objectContaining({
          code: 'bad_setting',
          field: key,
          message: expect.stringContaining(expected),
        }),
      )
      expect(() => parseSetting(key, text)).toThrow(`"${text}" does not fit ${key}: expected`)
    })

    test.each(['', '  ', 'none', ' None '])('is its default again where "%s" is typed', (text) => {
      expect(parseSetting(key, text)).toEqual(defaults[key])
    })

    test('is found however it is written, and its nearest where a letter is missing', () => {
      expect(parseSettingKey(key)).toBe(key)
      expect(parseSettingKey(key.toUpperCase())).toBe(key)
      expect(() => parseSettingKey(key.slice(0, -1))).toThrow(
        expect.objectContaining({
          code: 'unknown_setting',
          message: expect.stringContaining(`nearest is "${key}"`),
        }),
      )
    })

    test('reads any text or refuses it, and reads its own default as it is', () => {
      fc.assert(
        fc.property(fc.string(), (text) => {
          try {
            expect(parseSetting(key, text)).not.toBeUndefined()
          } catch (error) {
            expect(error).toMatchObject({ code: 'bad_setting' })
          }
        }),
      )
    })
  },
)

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])(
  'what every object has is no setting: "%s"',
  (key) => {
    expect(() => parseSettingKey(key)).toThrow(expect.objectContaining({ code: 'unknown_setting' }))
  },
)

test.each([
  ['lst', 'list'],
  ['shwo', 'show'],
  ['GOLIVE', 'golive'],
  ['settngs', 'settings'],
])('the nearest to "%s" is "%s"', (typed, word) => {
  expect(nearest(typed, ['list', 'show', 'settings', 'golive'])).toBe(word)
})

test.each([...settingKeys])('what the setting %s begins as can be typed as it is said', (key) => {
  const said = sayValue(key, defaults[key])
  if (said !== null) expect(parseSetting(key, said)).toEqual(defaults[key])
})

test.each([
  ['09:00', '10:00', true],
  ['09:00', '09:00', false],
  ['18:00', '09:00', false],
])('hours from %s to %s are open: %s', (sendingHour, closingHour, areOpen) => {
  const check = () => requireHours({ ...defaults, sendingHour, closingHour })
  if (areOpen) expect(check).not.toThrow()
  else expect(check).toThrow(expect.objectContaining({ code: 'bad_setting', field: 'closingHour' }))
})

test('where nothing is known nothing is near', () => {
  expect(nearest('list', [])).toBe('')
})
