/** Slack's mrkdwn, as data. Tokens are found in the raw text first and entities are decoded last, so that an escaped
 * mention stays words. */

const FIRST_MARK = 0xe000
const STYLES = { '*': 'bold', _: 'italic', '~': 'strike' }
const SPANS = /```([\s\S]+?)```|`([^`\n]+)`|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\3(?![\p{L}\p{N}])/gu

/** @returns {Array<object>} nodes: text, bold, italic, strike, code, pre, quote, user, channel, group, everybody, date, link */
export function parse(raw) {
  const tokens = []
  const masked = raw.replaceAll(/[\ue000-\uf8ff]/g, '').replaceAll(/<([^<>\n]+)>/g, (_, inner) => {
    tokens.push(inner)
    return String.fromCharCode(FIRST_MARK + tokens.length - 1)
  })
  return quotes(masked).flatMap(({ quoted, text }) => {
    const nodes = spans(text, tokens)
    return quoted ? [{ type: 'quote', nodes }] : nodes
  })
}

/** Entities and nothing else: what `plain_text` needs. */
export function decode(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** Runs of lines that are quoted or not. */
function quotes(text) {
  const runs = []
  for (const line of text.split('\n')) {
    const mark = /^(&gt;|>) ?/.exec(line)
    const quoted = mark !== null
    const words = quoted ? line.slice(mark[0].length) : line
    const last = runs.at(-1)
    if (last?.quoted === quoted) last.text += `\n${words}`
    else runs.push({ quoted, text: words })
  }
  return runs
}

function spans(text, tokens) {
  const nodes = []
  let from = 0
  for (const match of text.matchAll(SPANS)) {
    nodes.push(...leaves(text.slice(from, match.index), tokens))
    const [whole, pre, code, mark, inner] = match
    if (pre !== undefined) nodes.push({ type: 'pre', nodes: leaves(pre.replace(/^\n/, ''), tokens) })
    else if (code !== undefined) nodes.push({ type: 'code', nodes: leaves(code, tokens) })
    else nodes.push({ type: STYLES[mark], nodes: spans(inner, tokens) })
    from = match.index + whole.length
  }
  return [...nodes, ...leaves(text.slice(from), tokens)]
}

function leaves(text, tokens) {
  return text
    .split(/([\ue000-\uf8ff])/)
    .filter((part) => part !== '')
    .map((part) => {
      const index = part.charCodeAt(0) - FIRST_MARK
      return index >= 0 && index < tokens.length ? token(tokens[index]) : { type: 'text', text: decode(part) }
    })
}

function token(inner) {
  const bar = inner.indexOf('|')
  const target = bar < 0 ? inner : inner.slice(0, bar)
  const label = bar < 0 ? undefined : decode(inner.slice(bar + 1))
  if (target.startsWith('@')) return { type: 'user', id: target.slice(1), label }
  if (target.startsWith('#')) return { type: 'channel', id: target.slice(1), label }
  if (target.startsWith('!subteam^')) return { type: 'group', id: target.slice(9), label }
  if (target.startsWith('!date^')) return date(target, label)
  if (/^!(here|channel|everyone)$/.test(target)) return { type: 'everybody', name: target.slice(1) }
  if (/^(https?:\/\/|mailto:)/.test(target)) {
    const url = decode(target)
    return { type: 'link', url, label: label ?? url.replace(/^mailto:/, '') }
  }
  return { type: 'text', text: decode(`<${inner}>`) }
}

function date(target, label) {
  const [, seconds, format, link] = target.split('^')
  if (!/^\d+$/.test(seconds ?? '') || !format) return { type: 'text', text: label ?? target }
  return { type: 'date', ms: Number(seconds) * 1000, format: decode(format), link, label }
}

const DAY = { day: 'numeric', month: 'long', year: 'numeric' }
const FORMS = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: DAY,
  date_short: { ...DAY, month: 'short' },
  date_long: { ...DAY, weekday: 'long' },
  time: { hour: '2-digit', minute: '2-digit', hour12: false },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false },
}

/** A date token in the reader's zone. Forms unknown here give the fallback, as Slack does. */
export function dateText({ ms, format, label }, timeZone) {
  let known = true
  const text = format.replaceAll(/\{([a-z_]+)\}/g, (whole, name) => {
    const form = FORMS[name.replace(/_pretty$/, '')]
    if (!form) known = false
    return form ? new Intl.DateTimeFormat('en-GB', { ...form, timeZone }).format(ms).replace(',', '') : whole
  })
  return known ? text : (label ?? text)
}
