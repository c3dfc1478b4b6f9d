import { emptyRow, type ImportFile, type ImportRow } from './row.ts'

/** What an information security programme consists of; each component is a draft policy to begin with. */
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

/** The built-in catalogue as an import reads it. Without codes: those of a register that follows are its own. */
export function catalogue(covered: ReadonlySet<string>): ImportFile {
  const missing = components.filter((component) => !covered.has(component))
  const notes =
    missing.length < components.length
      ? [
          `${components.length - missing.length} of ${components.length} components are covered by policies here already.`,
        ]
      : []
  return { path: 'programme', format: 'csv', rows: missing.map(rowOf), notes }
}

function rowOf(component: Component): ImportRow {
  return {
    ...emptyRow(components.indexOf(component) + 1),
    title: component,
    status: 'draft',
    components: [component],
  }
}
