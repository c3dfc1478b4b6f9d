import { emptyRow, type ImportFile, type ImportRow } from './row.ts'

/**
 * The programme's components as an import reads them, each a draft policy to begin with. Without codes: those of a
 * register that follows are its own.
 */
export function catalogue(components: readonly string[], covered: ReadonlySet<string>): ImportFile {
  const missing = components.filter((component) => !covered.has(component))
  const notes =
    missing.length < components.length
      ? [
          `${components.length - missing.length} of ${components.length} components are covered by policies here already.`,
        ]
      : []
  const rows = missing.map((component) => rowOf(component, components.indexOf(component) + 1))
  return { path: 'programme', format: 'csv', rows, notes }
}

function rowOf(component: string, number: number): ImportRow {
  return { ...emptyRow(number), title: component, status: 'draft', components: [component] }
}
