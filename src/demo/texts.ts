import type { Component } from '../rules/programme.ts'

type Text = { purpose: string; rules: string[] }

/** One policy's text in Markdown: its title, what it is for, and its rules by number. */
export function textOf(title: string, component: Component, added: readonly string[] = []): string {
  const { purpose, rules } = texts[component]
  const numbered = [...rules, ...added].map((rule, i) => `${i + 1}. ${rule}`)
  return `# ${title}\n\n${purpose}\n\n## Rules\n\n${numbered.join('\n')}\n`
}

const text = (purpose: string, ...rules: string[]): Text => ({ purpose, rules })

const texts: Record<Component, Text> = {
  'Policy, standards and procedures': text(
    'Alpenglow protects what customers, staff and partners entrust to it. This policy says who answers for that.',
    'Every policy has an owner, is reviewed at least once a year, and is endorsed by management.',
    'A standard says how a policy is met; a procedure says who does what. Both name their policy.',
    'Whoever cannot follow a policy asks for an exception before acting, not after.',
  ),
  'Risk assessment': text(
    'We look for what could go wrong before it does.',
    'Each service is assessed once a year and before every major change.',
    'A risk is stated as cause, event and effect, with its likelihood and its cost in one of five steps.',
    'The assessment is kept for three years with the names of those who took part.',
  ),
  'Training and awareness': text(
    'People who know why a rule exists keep it.',
    'Everyone completes the security course within 30 days of joining and once a year after that.',
    'Developers and administrators take the part written for them as well.',
    'Every quarter we send a harmless phishing message and tell everyone what could be seen in it.',
  ),
  'Security implementation': text(
    'Controls are built, not only written down.',
    'Every control has an engineer who keeps it working and a measure that shows it does.',
    'A control that has failed for a week is reported to the policy manager.',
  ),
  'Review and compliance': text(
    'We check ourselves before others check us.',
    'Internal audits cover each policy at least every second year.',
    'A finding has an owner and a date; it is closed with evidence, not with a promise.',
  ),
  'Management reporting': text(
    'Management decides on security with figures in hand.',
    'Each quarter the policy manager reports incidents, overdue reviews, open risks and exceptions.',
    'What management decides is recorded with its reason.',
  ),
  'Access control': text(
    'Access is given to people by name, for a purpose, and taken back when the purpose ends.',
    'Nobody has more access than the work needs. Administrator rights are separate accounts.',
    'Every sign-in from outside the office uses a second factor.',
    'Owners of systems confirm each quarter who still needs access; what is not confirmed is removed.',
    'Access of leavers ends on their last day, before 18:00.',
  ),
  'Anti-malware': text(
    'Malicious software must not run on our machines, and must be noticed where it tries.',
    'Every laptop and server runs the protection that the platform team provides; nobody turns it off.',
    'Files from outside are scanned before anyone opens them.',
    'An alarm is looked at within one hour on business days and within four hours otherwise.',
  ),
  'Asset management': text(
    'We can only protect what we know we have.',
    'Devices, services and data sets are in the inventory with an owner within five days of their first use.',
    'Data is marked public, internal, confidential or strictly confidential.',
    'Devices are wiped, and the wiping is recorded, before they leave us.',
  ),
  'Baseline configuration': text(
    'Systems start from a safe state and are kept in it.',
    'Servers are built from the images of the platform team, never by hand.',
    'A difference from the baseline is found within a day and undone or approved within a week.',
  ),
  'Business continuity and disaster recovery': text(
    'Customers can rely on us on bad days as well.',
    'Each service states how long it may be away and how much data it may lose.',
    'Backups are restored for practice every quarter; the time it took is recorded.',
    'The crisis team meets within one hour of being called and keeps a log.',
  ),
  'Capacity management': text(
    'We grow before we must.',
    'Each service is watched for load, storage and cost; above 70 percent for a week, it is extended.',
    'Forecasts are made twice a year, in time for the budget.',
  ),
  'Cryptographic controls': text(
    'Data is unreadable to whoever should not read it.',
    'Data is encrypted at rest with AES-256 and on the way with TLS 1.2 or later.',
    'Keys are made and kept in the key service; nobody holds a key in a file or a message.',
    'Keys are changed once a year, and at once when they may have been seen.',
  ),
  'Datacenter operations': text(
    'Rooms with machines are open to few.',
    'Only people on the list enter, each with their own card; visitors are accompanied and recorded.',
    'Power, cooling and fire protection are tested every six months.',
  ),
  'Document and record management': text(
    'What we may have to prove, we keep; what we need not keep, we delete.',
    'Contracts are kept for ten years, security records for seven, applications for six months.',
    'Documents have an owner, a date and a version.',
  ),
  'Exception process': text(
    'A rule that does not fit is changed or excepted, not ignored.',
    'An exception names the rule, the reason, the risk, what is done instead, and its end.',
    'It lasts at most 90 days and is decided by someone who does not gain from it.',
  ),
  'Hardware change and release management': text(
    'Changes to hardware are planned and can be undone.',
    'Each change states what it touches, who tests it, and how to go back.',
    'Changes are made in the window from Tuesday to Thursday, unless they repair something.',
  ),
  'Incident management': text(
    'When something happens, we act in order: contain, inform, repair, learn.',
    'Anyone who notices an incident reports it at once, in the security channel or by phone.',
    'The duty engineer decides within 30 minutes how severe it is.',
    'Customers concerned hear from us within 24 hours of certainty.',
    'Within ten days there is a written account of the causes, without blame.',
  ),
  'Legal and regulatory compliance': text(
    'We know the laws that bind us and can show that we keep them.',
    'The list of laws and contracts is reviewed each quarter with counsel.',
    'A new duty is reported as an event, so that the policies it touches are reviewed in time.',
  ),
  'Logging and monitoring': text(
    'What matters leaves a trace that nobody can quietly change.',
    'Sign-ins, changes of rights, and access to customer data are logged with person and time.',
    'Logs are kept for 13 months, away from the systems that write them.',
    'Alarms have an owner who is on duty.',
  ),
  'Penetration testing': text(
    'We pay people to break in before others do it for free.',
    'Each public service is tested once a year by somebody from outside.',
    'High findings are mended within 14 days and tested again.',
  ),
  'Network security': text(
    'Networks are divided, and what crosses a border is known.',
    'Production, office and guests are separate networks; nothing passes between them by default.',
    'Each open port has an owner, a reason and an end.',
    'Remote access goes through the gateway with a second factor.',
  ),
  'Personnel screening': text(
    'People in positions of trust are checked, fairly and within the law.',
    'Identity, references and qualifications are checked before the contract is signed.',
    'For administrators a criminal record extract is seen, and not kept.',
  ),
  Privacy: text(
    'Personal data belongs to the person.',
    'We collect what a purpose needs, say so, and delete it when the purpose ends.',
    'Requests of persons are answered within 30 days.',
    'Each use of personal data is in the record of processing before it begins.',
  ),
  'Risk management': text(
    'Risks are decided on by those who answer for them.',
    'A risk is reduced, avoided, shared or accepted; accepting a high risk takes the managing director.',
    'Open risks are looked at each quarter.',
  ),
  'Secure development lifecycle': text(
    'Software is secure because of how it is made.',
    'Each change is read by a second person and passes the automatic checks before it is released.',
    'Designs that touch customer data have a threat model.',
    'Secrets are never in source code; the build fails where one is found.',
  ),
  'Security assessment and authorization': text(
    'Nothing goes into production unseen.',
    'A new system is assessed against this programme and authorised by its owner and the policy manager.',
    'The authorisation ends after two years, or with the next major change.',
  ),
  'Third party management': text(
    'Who works for us keeps our rules.',
    'Suppliers who see our data are assessed before the contract and once a year after it.',
    'Contracts say how an incident is reported to us, and within which hours.',
  ),
  'Vulnerability scanning and patch management': text(
    'Known holes are closed before they are used.',
    'Everything reachable from the internet is scanned daily, everything else weekly.',
    'Critical patches are in place within 7 days, high ones within 30.',
    'What cannot be patched in time is taken off the network or has an exception.',
  ),
}
