import { keyOf } from './name-key.ts'

/** What an information security programme consists of: the built-in catalogue, which a workspace may replace. */
export const components = [
  'Policy, standards and procedures',
  'Risk assessment',
  'Training and awareness',
  'Security implementation',
  'Review and compliance',
  'Management reporting',
  'Access control',
  'Anti-malware',
  'Asset management',
  'Baseline configuration',
  'Business continuity and disaster recovery',
  'Capacity management',
  'Cryptographic controls',
  'Datacenter operations',
  'Document and record management',
  'Exception process',
  'Hardware change and release management',
  'Incident management',
  'Legal and regulatory compliance',
  'Logging and monitoring',
  'Penetration testing',
  'Network security',
  'Personnel screening',
  'Privacy',
  'Risk management',
  'Secure development lifecycle',
  'Security assessment and authorization',
  'Third party management',
  'Vulnerability scanning and patch management',
] as const

export type Component = (typeof components)[number]

/** What a choice of Slack shows of one; a longer one cannot be offered. */
const longestComponent = 75
const mostComponents = 100
/** What a field of Slack takes: all of them are edited in one. */
const longestList = 3_000

/** Names with commas in them are usual: each stands on its own line, or between semicolons. */
export function readComponents(text: string): string[] | undefined {
  const lines = text.split(/[;\n]/).map((line) => line.replace(/\s+/g, ' ').trim())
  const named = new Map<string, string>()
  for (const line of lines) if (line !== '' && !named.has(keyOf(line))) named.set(keyOf(line), line)
  const all = [...named.values()]
  const fits = all.length > 0 && all.length <= mostComponents && all.join('\n').length <= longestList
  return fits && all.every((one) => one.length <= longestComponent) ? all : undefined
}

const isOffered = (component: string) => component.length <= longestComponent

/** The names to choose from for a policy: the programme's, then those that only this policy has. */
export function offeredComponents(programme: readonly string[], own: readonly string[]): string[] {
  return [...new Set([...programme, ...own])].filter(isOffered)
}

/** Of a policy: those that no field can show, and that stay whatever is chosen. */
export function keptComponents(own: readonly string[]): string[] {
  return own.filter((component) => !isOffered(component))
}

/** What a policy names once these are chosen; as it was, in its order too, where nothing else is. */
export function chosenComponents(chosen: readonly string[], own: readonly string[]): string[] {
  const all = [...new Set([...chosen, ...keptComponents(own)])]
  const isSame = all.length === own.length && own.every((component) => all.includes(component))
  return isSame ? [...own] : all
}
