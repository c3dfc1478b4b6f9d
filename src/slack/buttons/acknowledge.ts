import { policyById, versionById, versionsOf } from '../../../db/policies.ts'
import type { PolicyRow, VersionRow } from '../../../db/schema.ts'
import { type Acknowledged, acknowledge } from '../../actions/acknowledge.ts'
import { perform } from '../../actions/perform.ts'
import { surroundings } from '../../actions/surroundings.ts'
import type { Message } from '../../rules/message-facts.ts'
import { statementOf } from '../../words.ts'
import { actorOf, type Desk, type Press } from '../gesture.ts'
import { compose } from '../views/compose.ts'
import { redrawPressed } from './redraw-pressed.ts'

/**
 * Records what was pressed, for the version in the button, whatever was published meanwhile. In a message the
 * button itself gives way to the answer; elsewhere, or where Slack does not let it, that is said.
 */
export async function acknowledgePressed(desk: Desk, press: Press): Promise<void> {
  const words = await recorded(desk, press).catch(async (error: unknown) => {
    await redrawPressed(desk, press)
    throw error
  })
  const isShown = await redrawPressed(desk, press)
  if (!isShown) await press.say(await words())
}

/** How to say it, where it is to be said. */
async function recorded(desk: Desk, press: Press): Promise<() => Promise<Message>> {
  const { world } = desk
  const { kysely } = world.database
  const version = await versionById(kysely, world.workspace, press.value)
  const policy = version && (await policyById(kysely, world.workspace, version.policy))
  const statement = version && policy ? statementOf({ ...policy, number: version.number }) : ''
  const request = { version: press.value, statement }
  const given = await perform(world, actorOf(press), acknowledge, request, press.key)
  if (!version || !policy) throw new Error(`Expected the version ${press.value} that was acknowledged`)
  return () => answer(desk, policy, version, given)
}

async function answer({ world }: Desk, policy: PolicyRow, version: VersionRow, given: Acknowledged) {
  const { kysely } = world.database
  const { today, calendar, settings } = await surroundings(world, kysely)
  const versions = await versionsOf(kysely, world.workspace, policy.id)
  const newer = versions.find((one) => one.state === 'in force' && one.id !== version.id)
  return compose({
    kind: 'acknowledgment request',
    today,
    zone: calendar.zone,
    portalUrl: settings.portalUrl,
    items: [
      {
        is: 'settled',
        was: 'acknowledge',
        as: 'holder',
        policy: policy.id,
        code: policy.code,
        title: policy.title,
        dueOn: null,
        number: given.number,
        ending: {
          how: 'acknowledged',
          at: given.at,
          inForce: newer ? { version: newer.id, number: newer.number } : null,
        },
      },
    ],
  })
}
