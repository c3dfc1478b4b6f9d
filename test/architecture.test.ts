import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, resolve, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { effectRules } from './architecture/effects.ts'
import { libraryRules } from './architecture/libraries.ts'
import { plantedImports } from './architecture/planted-imports.ts'
import { plantedTexts } from './architecture/planted-texts.ts'
import { roomRules } from './architecture/rooms.ts'
import { shapeRules, whatWasNotRead } from './architecture/shape.ts'
import { soundHouse } from './architecture/sound-house.ts'
import { tableRules } from './architecture/tables.ts'
import { type Rule, readTree } from './architecture/tree.ts'

const rules: Rule[] = [...roomRules, ...libraryRules, ...effectRules, ...shapeRules, ...tableRules]
const bySentence = rules.map((rule) => [rule.sentence, rule] as const)
const plants = Object.entries({ ...plantedImports, ...plantedTexts }).flatMap(([start, ones]) =>
  ones.map((one) => [start, ...one] as const),
)
const root = resolve(import.meta.dirname, '..')
const notTheRepository = /^(node_modules|dist|dist\..*|data|coverage|\.git|\.env)$/
const textEndings =
  /\.(ts|mjs|js|json|md|yml|yaml|html|css|svg|csv|txt|sh|toml|example)$|(^|\/)[^./]+$|^\.[^/]+$/

/** As the checks read it: folder by folder. */
function textsOfTheRepository(): Map<string, string> {
  const texts = new Map<string, string>()
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name)
      if (folder === '' && notTheRepository.test(entry.name)) continue
      if (entry.isDirectory()) walk(path)
      else if (entry.isFile() && textEndings.test(path))
        texts.set(path, readFileSync(join(root, path), 'utf8'))
    }
  }
  walk('')
  return texts
}

/** Counted in another way than the reading above, so that a reader gone blind is noticed. */
function typeScriptOnDisk(): string[] {
  return readdirSync(root, { recursive: true })
    .map((path) => String(path).split(sep).join('/'))
    .filter(
      (path) => path.endsWith('.ts') && !/(^|\/)(node_modules|dist|dist\.[^/]*|coverage|data)\//.test(path),
    )
}

const repository = textsOfTheRepository()
const tree = readTree(repository)

describe('In this repository', () => {
  test('the checks below have read at least nine of ten TypeScript files on disk', () => {
    const read = tree.sources.map(({ path }) => path)
    expect(whatWasNotRead(read, typeScriptOnDisk())).toEqual([])
  })

  test.each(bySentence)('%s', (sentence, { find }) => {
    const breaches = find(tree)
    if (breaches.length > 0) expect.fail([sentence, ...breaches].join('\n  '))
  })
})

describe('A planted breach', () => {
  test.each(bySentence)('is absent from the sound house: %s', (_, { find }) => {
    expect(find(readTree(new Map(Object.entries(soundHouse))))).toEqual([])
  })

  test.each(plants)('is reported: %s [%s]', (start, path, text, reported) => {
    const matching = rules.filter(({ sentence }) => sentence.startsWith(start))
    expect(matching.map(({ sentence }) => sentence)).toHaveLength(1)
    const house = readTree(new Map(Object.entries({ ...soundHouse, [path]: text })))
    expect(matching[0]!.find(house).join('\n')).toContain(reported)
  })

  test('exists for every rule', () => {
    const unplanted = rules.filter(({ sentence }) => !plants.some(([start]) => sentence.startsWith(start)))
    expect(unplanted.map(({ sentence }) => sentence)).toEqual([])
  })

  test('is not needed to notice a reader that missed more than a tenth, or saw nothing', () => {
    const onDisk = Array.from({ length: 20 }, (_, number) => `src/${number}.ts`)
    expect(whatWasNotRead(onDisk.slice(2), onDisk)).toEqual([])
    expect(whatWasNotRead(onDisk.slice(3), onDisk)[0]).toContain('read 17 of 20 files')
    expect(whatWasNotRead([], [])).toHaveLength(1)
  })
})
