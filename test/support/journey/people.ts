import type { Scenario } from '../naive-year/scenario.ts'

/** A person's id in the sandbox, made from their address. */
export function slackIdOf(email: string): string {
  return `U0${email.replace(/@.*/, '').replace(/\W/g, '').toUpperCase()}`
}

export const dmOf = (slackId: string): string => `D${slackId.slice(1)}`

export const governanceChannel = 'C0GOVERNANCE'

/** What the sandbox is told of a scenario's people and channel. */
export function seedOf(scenario: Pick<Scenario, 'people' | 'zone'>) {
  const people = scenario.people.map(({ email, zone }) => ({
    id: slackIdOf(email),
    name: email.replace(/@.*/, ''),
    email,
    tz: zone,
  }))
  return {
    people,
    channels: [
      {
        id: governanceChannel,
        name: 'governance',
        members: ['perennial', ...people.map((person) => person.id)],
      },
    ],
    groups: [],
  }
}
