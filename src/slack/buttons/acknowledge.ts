import { policyById, versionById, versionsOf } from '../../../db/policies.ts'
import type { PolicyRow, VersionRow } from '../../../db/schema.ts'
import { type Acknowledged, acknowledge } from '../../actions/acknowledge.ts'
import { perform } from '../../actions/perform.ts'
import { surroundings } from '../../actions/surroundings.ts'
import { statementOf } from '../../words.ts'
import { actorOf, type Desk, type Press } from '../gesture.ts'
import { compose } from '../views/compose.ts'
import { redrawPressed } from './redraw-pressed.ts'

/**
 * Records what was pressed, for the version in the button, whatever was published meanwhile. In a message the
 * button itself gives way to the answer; elsewhere it is said.
 */
export async function acknowledgePressed(desk: Desk, press: Press): Promise<void> {
  const { world } = desk
  const { kysely } = world.database
  try {
    const version = await versionById(kysely, world.workspace, press.value)
    const policy = version && (await policyById(kysely, world.workspace, version.policy))
    const statement = version && policy ? statementOf({ ...policy, number: version.number }) : ''
    const request = { version: press.value, statement }
    const given = await perform(world, actorOf(press), acknowledge, request, press.key)
    if (version && policy && (!press.message || press.message.isEphemeral))
      await press.say(await answer(desk, policy, version, given))
  } finally {
    await redrawPressed(desk, press)
  }
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
