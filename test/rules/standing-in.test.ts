import { describe, expect, test } from 'vitest'
import { canHold, holderOf, type Possible } from '../../src/rules/standing-in.ts'

const person = (id: string, change: Partial<Possible> = {}): Possible => ({
  id,
  isActive: true,
  isBot: false,
  isOutsider: false,
  isGuest: false,
  ...change,
})

describe('What is owed can be held', () => {
  test.each<[string, Possible | undefined, boolean]>([
    ['by an active person', person('ana'), true],
    ['by a guest who is named', person('ana', { isGuest: true }), true],
    ['not by who was deactivated', person('ana', { isActive: false }), false],
    ['not by a bot or an app', person('ana', { isBot: true }), false],
    ['not by a person of another workspace', person('ana', { isOutsider: true }), false],
    ['not by nobody', undefined, false],
  ])('%s', (_who, who, can) => {
    expect(canHold(who)).toBe(can)
  })
})

describe('Who holds what is owed for a policy', () => {
  const ana = person('ana')
  const gone = person('ana', { isActive: false })
  const [dan, dora] = [person('dan'), person('dora')]
  const [max, mia] = [person('max'), person('mia')]
  const without = (one: Possible) => ({ ...one, isActive: false })
  test.each<[string, Possible | undefined, Possible[], Possible[], ReturnType<typeof holderOf>]>([
    ['the owner', ana, [dan], [max], { holder: 'ana', isStandIn: false }],
    [
      'the first deputy where the owner has left',
      gone,
      [dan, dora],
      [max],
      { holder: 'dan', isStandIn: true },
    ],
    ['the first deputy where there is no owner', undefined, [dan], [max], { holder: 'dan', isStandIn: true }],
    ['the next deputy', gone, [without(dan), dora], [max], { holder: 'dora', isStandIn: true }],
    ['the first policy manager', gone, [without(dan)], [max, mia], { holder: 'max', isStandIn: true }],
    ['the first active policy manager', gone, [], [without(max), mia], { holder: 'mia', isStandIn: true }],
    ['nobody', gone, [without(dan)], [without(max)], null],
    [
      'never a bot, wherever it stands',
      person('app', { isBot: true }),
      [person('app', { isBot: true })],
      [mia],
      { holder: 'mia', isStandIn: true },
    ],
  ])('%s', (_who, owner, deputies, managers, held) => {
    expect(holderOf(owner, deputies, managers)).toEqual(held)
  })
})
