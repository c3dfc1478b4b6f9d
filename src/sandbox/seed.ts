export type SeedPerson = {
  id?: string
  /** The full name. The handle is made from it: "Ana Weber" is ana.weber. */
  name: string
  email?: string
  /** An IANA zone. */
  tz?: string
  title?: string
  deleted?: boolean
  is_bot?: boolean
  is_restricted?: boolean
  is_ultra_restricted?: boolean
  is_stranger?: boolean
  is_admin?: boolean
  is_owner?: boolean
}

export type SeedChannel = {
  id?: string
  name: string
  topic?: string
  is_private?: boolean
  is_archived?: boolean
  is_read_only?: boolean
  is_ext_shared?: boolean
  is_general?: boolean
  /** Ids or names; "perennial" is the app. Absent: everybody who is no guest and no stranger, and the app. */
  members?: string[]
}

export type SeedGroup = { id?: string; handle: string; name?: string; disabled?: boolean; users: string[] }

export type SeedPeople = {
  team?: { name: string; domain: string; timeZone: string }
  people: SeedPerson[]
  channels?: SeedChannel[]
  groups?: SeedGroup[]
}

/** Alpenglow, a company that does not exist: twelve people in five time zones. */
export const DEMO: SeedPeople = {
  team: { name: 'Alpenglow', domain: 'alpenglow', timeZone: 'Europe/Vienna' },
  people: [
    {
      id: 'U0ANAWEBER',
      name: 'Ana Weber',
      email: 'ana.weber@alpenglow.example',
      tz: 'Europe/Vienna',
      title: 'Chief Information Security Officer',
      is_admin: true,
    },
    {
      id: 'U0LEOBRAND',
      name: 'Leo Brandt',
      email: 'leo.brandt@alpenglow.example',
      tz: 'Europe/Vienna',
      title: 'Managing Director',
      is_owner: true,
    },
    {
      id: 'U0MAREKNOV',
      name: 'Marek Novak',
      email: 'marek.novak@alpenglow.example',
      tz: 'Europe/Vienna',
      title: 'Head of Infrastructure',
    },
    {
      id: 'U0PRIYARAO',
      name: 'Priya Rao',
      email: 'priya.rao@alpenglow.example',
      tz: 'Asia/Kolkata',
      title: 'Head of Engineering',
    },
    {
      id: 'U0GRACECHE',
      name: 'Grace Chen',
      email: 'grace.chen@alpenglow.example',
      tz: 'America/Los_Angeles',
      title: 'Head of Customer Operations',
    },
    {
      id: 'U0TOMASLIM',
      name: 'Tomas Lima',
      email: 'tomas.lima@alpenglow.example',
      tz: 'America/Sao_Paulo',
      title: 'Engineer',
    },
    {
      id: 'U0YUKITANA',
      name: 'Yuki Tanaka',
      email: 'yuki.tanaka@alpenglow.example',
      tz: 'Asia/Tokyo',
      title: 'Engineer',
    },
    {
      id: 'U0NORAFISC',
      name: 'Nora Fischer',
      email: 'nora.fischer@alpenglow.example',
      tz: 'Europe/Vienna',
      title: 'Head of People',
    },
    {
      id: 'U0JOKELLER',
      name: 'Jo Keller',
      email: 'jo.keller@alpenglow.example',
      tz: 'Europe/Vienna',
      title: 'Former Data Protection Officer',
      deleted: true,
    },
    {
      id: 'U0SAMGUEST',
      name: 'Sam Porter',
      email: 'sam.porter@contractors.example',
      tz: 'Europe/Vienna',
      title: 'Contractor',
      is_restricted: true,
      is_ultra_restricted: true,
    },
    {
      id: 'U0VERAVEND',
      name: 'Vera Lindqvist',
      tz: 'Europe/Vienna',
      title: 'Account manager at Northlight',
      is_stranger: true,
    },
    { id: 'U0BUILDBOT', name: 'Build Bot', tz: 'Europe/Vienna', is_bot: true },
  ],
  channels: [
    { id: 'C0GENERAL1', name: 'general', topic: 'For everybody', is_general: true },
    {
      id: 'C0SECURITY',
      name: 'security',
      topic: 'Security at Alpenglow',
      members: [
        'perennial',
        'Ana Weber',
        'Marek Novak',
        'Priya Rao',
        'Tomas Lima',
        'Jo Keller',
        'Sam Porter',
      ],
    },
    {
      id: 'C0LEADERS1',
      name: 'leadership',
      topic: 'Management, private',
      is_private: true,
      members: ['perennial', 'Ana Weber', 'Leo Brandt', 'Nora Fischer'],
    },
    {
      id: 'C0OLDPOLIC',
      name: 'old-policies',
      topic: 'Closed since the move',
      is_archived: true,
      members: ['Ana Weber', 'Jo Keller'],
    },
    { id: 'C0ANNOUNCE', name: 'announcements', topic: 'Read only', is_read_only: true },
    {
      id: 'C0VENDOR01',
      name: 'vendor',
      topic: 'Shared with Northlight',
      is_ext_shared: true,
      members: ['Ana Weber', 'Grace Chen', 'Vera Lindqvist'],
    },
  ],
  groups: [
    {
      id: 'S0ENGINEER',
      handle: 'engineering',
      name: 'Engineering',
      users: ['Priya Rao', 'Tomas Lima', 'Yuki Tanaka', 'Marek Novak'],
    },
    {
      id: 'S0LEADERSH',
      handle: 'leadership',
      name: 'Leadership',
      users: ['Ana Weber', 'Leo Brandt', 'Nora Fischer'],
    },
  ],
}
