import { z } from 'zod'
import { readTypedFilter } from './typed-filter.ts'
import { type HomeList, homeSizes } from './views/home/parts.ts'

/**
 * What a Home shows of all that it could: the pages turned to and, where the register stands in its place, the filter
 * of it. It goes with the view and comes back with each press; it is kept beside it for when the Home is drawn anew.
 */
const isFilter = (text: string) => readTypedFilter(text) !== null
const page = z.int().min(1).max(99_999)
const showing = z.object({
  pages: z.partialRecord(z.enum(Object.keys(homeSizes) as [HomeList, ...HomeList[]]), page),
  register: z.object({ filter: z.string().refine(isFilter), page }).nullable(),
})
export type Showing = z.infer<typeof showing>

/** As a Home begins. */
export const begun: Showing = { pages: {}, register: null }

export function writeShowing(shown: Showing): string {
  return JSON.stringify(shown)
}

/** One that cannot be read, as an earlier version wrote none, is as a Home begins. */
export function readShowing(text: string | null): Showing {
  try {
    return showing.parse(JSON.parse(text ?? ''))
  } catch {
    return begun
  }
}

/** Another page of a list; of the register, also under another filter; `home` is the way back. */
export function turned(
  shown: Showing,
  to: { list: HomeList | 'home'; filter: string; page: number },
): Showing {
  if (to.list === 'home') return { ...shown, register: null }
  if (to.list === 'home:register') return { ...shown, register: { filter: to.filter, page: to.page } }
  return { ...shown, pages: { ...shown.pages, [to.list]: to.page } }
}
