import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mentionedIn, readable, writtenIn } from '../../src/slack/message-words.ts'

const names = new Map([['U0MIA', 'Mia']])
const said = (message: Record<string, unknown>) => readable(writtenIn(message), names)

describe('What somebody wrote is readable without Slack', () => {
  test.each([
    ['A laptop was stolen', 'A laptop was stolen'],
    ['<@U0MIA> lost <@U0NOBODY> and <@U0OLD|old.name>', '@Mia lost @somebody and @old.name'],
    ['in <#C1|security> and <#C2> and <#C3|>', 'in #security and a channel and a channel'],
    ['<!here> <!channel> <!subteam^S1|@engineering> <!subteam^S2>', '@here @channel @engineering @a group'],
    ['<!date^1780000000^{date}|28 May 2026>', '28 May 2026'],
    ['<https://a.example/x|the ticket>', 'the ticket (https://a.example/x)'],
    ['<https://a.example>', 'https://a.example'],
    ['<http://a.example|a.example>', 'http://a.example'],
    ['<mailto:ana@example.com|ana@example.com>', 'ana@example.com'],
    ['<mailto:ana@example.com|Ana>', 'Ana (ana@example.com)'],
    ['5 &lt; 7 &amp;&amp; 7 &gt; 5', '5 < 7 && 7 > 5'],
    ['&amp;lt;!channel&amp;gt;', '&lt;!channel&gt;'],
    ['&lt;@U0MIA&gt; is no mention', '<@U0MIA> is no mention'],
    ['a < b and <> and <', 'a < b and  and <'],
  ])('%s', (text, words) => {
    expect(said({ text })).toBe(words)
  })

  test('people are found once each, by their ids alone', () => {
    expect(mentionedIn('<@U0MIA> <@U0MIA|mia> <@W1> &lt;@U9&gt; <@nobody>')).toEqual(['U0MIA', 'W1'])
  })
})

const rich = (...elements: unknown[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
})

describe('A message without text says what its parts say', () => {
  test.each([
    [
      'rich text',
      [
        rich(
          { type: 'text', text: 'a <b> & ' },
          { type: 'user', user_id: 'U0MIA' },
          { type: 'link', url: 'https://a.example', text: 'there' },
          { type: 'emoji', name: 'fire' },
          { type: 'broadcast', range: 'here' },
        ),
      ],
      'a <b> & @Miathere (https://a.example):fire:@here',
    ],
    [
      'lists',
      [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_list',
              elements: ['one', 'two'].map((text) => ({
                type: 'rich_text_section',
                elements: [{ type: 'text', text }],
              })),
            },
          ],
        },
      ],
      '- one\n- two',
    ],
    [
      'blocks of an app',
      [
        { type: 'header', text: { type: 'plain_text', text: 'Disk <full>' } },
        { type: 'section', text: { type: 'mrkdwn', text: 'on <https://a.example|db-1>' } },
        { type: 'section', fields: [{ type: 'mrkdwn', text: '*since* 9:00' }] },
        { type: 'context', elements: [{ type: 'plain_text', text: 'sent by Watch' }] },
        { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Mute' } }] },
        { type: 'image', alt_text: 'a curve' },
        { type: 'divider' },
      ],
      'Disk <full>\non db-1 (https://a.example)\n*since* 9:00\nsent by Watch\na curve',
    ],
  ])('%s', (_, blocks, words) => {
    expect(said({ text: '', blocks })).toBe(words)
  })

  test('what an app attached, by its parts, else by its fallback; a preview of a link says nothing', () => {
    const attachments = [
      {
        pretext: 'Alert',
        title: 'Disk',
        text: 'full',
        fields: [{ title: 'host', value: 'db-1' }],
        fallback: 'x',
      },
      { fallback: 'only this' },
      { from_url: 'https://a.example', title: 'A page', text: 'about something else' },
      { blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'in blocks' } }] },
    ]
    expect(said({ attachments })).toBe('Alert\nDisk\nfull\nhost: db-1\nonly this\nin blocks')
    expect(said({ text: 'See', attachments: attachments.slice(1, 3) })).toBe('See\nonly this')
  })

  test('the names of files', () => {
    expect(said({ files: [{ title: 'A & B', name: 'x.pdf' }, { name: 'photo.png' }, {}] })).toBe(
      'Files: A & B, photo.png',
    )
  })

  test('nothing at all says nothing', () => {
    expect(said({})).toBe('')
  })
})

test('whatever shape comes, it is words', () => {
  const anything = fc.object({
    key: fc.constantFrom('text', 'blocks', 'attachments', 'files', 'elements', 'fields', 'type', 'title'),
    maxDepth: 5,
    values: [
      fc.string(),
      fc.constantFrom('rich_text', 'section', 'mrkdwn', 'user', 'link'),
      fc.integer(),
      fc.constant(null),
    ],
    withNullPrototype: false,
  })
  fc.assert(fc.property(anything, (message) => typeof said(message as never) === 'string'))
})
