import type { Component } from '../rules/programme.ts'

/** The people of the sandbox's company, by what stands before the @ of their addresses. */
export const people = {
  ana: 'ana.weber',
  leo: 'leo.brandt',
  marek: 'marek.novak',
  priya: 'priya.rao',
  grace: 'grace.chen',
  tomas: 'tomas.lima',
  yuki: 'yuki.tanaka',
  nora: 'nora.fischer',
  jo: 'jo.keller',
} as const
export type Who = keyof typeof people

export function addressOf(who: Who): string {
  return `${people[who]}@alpenglow.example`
}

export type DemoPolicy = {
  code: string
  component: Component
  title: string
  owner: Who
  deputy?: Who
  version: string
  /** Days since the last whole review; null: never, as far as is known. */
  reviewed: number | null
  cadenceMonths?: number
  statedCadence?: string
  /** A row of the old register whose text nobody has attached. */
  isWithoutText?: true
  tags?: string[]
}

type Given = Omit<DemoPolicy, 'code' | 'component' | 'title' | 'owner' | 'version' | 'reviewed'>

const policy = (
  code: string,
  component: Component,
  title: string,
  owner: Who,
  version: string,
  reviewed: number | null,
  more: Given = {},
): DemoPolicy => ({ code, component, title, owner, version, reviewed, ...more })

/** The register as it was before Perennial: one policy for each component but the draft, which comes later. */
export const demoPolicies: DemoPolicy[] = [
  policy('ISP-01', 'Policy, standards and procedures', 'Information security policy', 'ana', '4.0', 48, {
    deputy: 'marek',
  }),
  policy('ISP-02', 'Risk assessment', 'Risk assessment', 'ana', '2.3', 151),
  policy('ISP-03', 'Training and awareness', 'Security training and awareness', 'nora', '3.1', 353),
  policy('ISP-04', 'Security implementation', 'Security implementation', 'priya', '1.4', 290),
  policy('ISP-05', 'Review and compliance', 'Review and compliance', 'ana', '1.2', 120, {
    isWithoutText: true,
  }),
  policy('ISP-06', 'Management reporting', 'Security reporting to management', 'leo', '1.1', 77),
  policy('ISP-07', 'Access control', 'Access control', 'marek', '2.4', 361, {
    deputy: 'priya',
    tags: ['access control data', 'account data (administrator)'],
  }),
  policy('ISP-08', 'Anti-malware', 'Protection against malware', 'marek', '2.0', 374, { deputy: 'tomas' }),
  policy('ISP-09', 'Asset management', 'Asset management', 'grace', '1.8', 204),
  policy('ISP-10', 'Baseline configuration', 'Baseline configuration', 'tomas', '0.9', null),
  policy('ISP-11', 'Business continuity and disaster recovery', 'Business continuity', 'marek', '3.2', 340, {
    deputy: 'grace',
  }),
  policy('ISP-12', 'Capacity management', 'Capacity management', 'tomas', '1.3', 95, {
    cadenceMonths: 6,
    statedCadence: 'twice a year',
    tags: ['system metadata'],
  }),
  policy('ISP-13', 'Cryptographic controls', 'Cryptography and keys', 'priya', '2.0', 349, {
    deputy: 'yuki',
    tags: ['customer data', 'account data (payment)'],
  }),
  policy('ISP-14', 'Datacenter operations', 'Datacenter operations', 'marek', '1.0', 322, {
    statedCadence: '36 months',
  }),
  policy('ISP-15', 'Document and record management', 'Documents and records', 'jo', '1.5', 230),
  policy('ISP-16', 'Exception process', 'Exceptions to policies', 'ana', '1.2', 18),
  policy('ISP-18', 'Incident management', 'Incident management', 'grace', '4.1', 133, {
    deputy: 'ana',
    tags: ['customer data', 'end-user identifiable information'],
  }),
  policy('ISP-19', 'Legal and regulatory compliance', 'Law and regulation', 'nora', '2.2', 62),
  policy('ISP-20', 'Logging and monitoring', 'Logging and monitoring', 'tomas', '1.6', 400, {
    deputy: 'marek',
    tags: ['system metadata'],
  }),
  policy('ISP-21', 'Penetration testing', 'Penetration testing', 'yuki', '1.1', 358),
  policy('ISP-22', 'Network security', 'Network security', 'marek', '2.7', 344, { deputy: 'tomas' }),
  policy('ISP-23', 'Personnel screening', 'Screening of personnel', 'nora', '1.3', 347, {
    tags: ['organization identifiable information'],
  }),
  policy('ISP-24', 'Privacy', 'Privacy', 'jo', '3.0', 311, {
    tags: ['end-user identifiable information', 'customer data'],
  }),
  policy('ISP-25', 'Risk management', 'Risk management', 'ana', '2.0', 170),
  policy('ISP-26', 'Secure development lifecycle', 'Secure development', 'priya', '2.5', 365, {
    deputy: 'yuki',
  }),
  policy('ISP-27', 'Security assessment and authorization', 'Assessment before use', 'yuki', '1.0', 256),
  policy('ISP-28', 'Third party management', 'Suppliers and partners', 'grace', '2.1', 189, {
    tags: ['customer data'],
  }),
  policy(
    'ISP-29',
    'Vulnerability scanning and patch management',
    'Vulnerabilities and patches',
    'tomas',
    '3.3',
    337,
    { deputy: 'marek' },
  ),
]
